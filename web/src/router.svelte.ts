/** Says which page the address names, and takes secrets out of it before anything else runs. */

import type { Language } from "./api/types.ts";

export type Route =
  | { at: "hallway" | "start" | "me" | "invitations" | "setup" | "missing" }
  | { at: "sign-in" | "recover" | "come-back" }
  | { at: "moderation"; part: string }
  | { at: "waiting" | "leaving" | "acts" }
  | { at: "people" | "inbox" | "edit" | "notices" | "blocked" }
  | { at: "profile"; handle: string }
  | { at: "follows"; handle: string; list: "followers" | "following" }
  | { at: "join"; invitation: string }
  | { at: "room"; room: string };

const PAGES: readonly [RegExp, (...found: string[]) => Route][] = [
  [/^\/$/, () => ({ at: "hallway" })],
  [/^\/start$/, () => ({ at: "start" })],
  [/^\/me$/, () => ({ at: "me" })],
  [/^\/me\/profile$/, () => ({ at: "edit" })],
  [/^\/me\/notices$/, () => ({ at: "notices" })],
  [/^\/me\/blocked$/, () => ({ at: "blocked" })],
  [/^\/inbox$/, () => ({ at: "inbox" })],
  [/^\/people$/, () => ({ at: "people" })],
  [/^\/@(\w{3,16})$/, (handle = "") => ({ at: "profile", handle: handle.toLowerCase() })],
  [
    /^\/@(\w{3,16})\/(followers|following)$/,
    (handle = "", list) => ({
      at: "follows",
      handle: handle.toLowerCase(),
      list: list === "followers" ? list : "following",
    }),
  ],
  [/^\/invitations$/, () => ({ at: "invitations" })],
  [/^\/setup$/, () => ({ at: "setup" })],
  [/^\/sign-in$/, () => ({ at: "sign-in" })],
  [/^\/waiting$/, () => ({ at: "waiting" })],
  [/^\/moderation(?:\/(\w+))?$/, (part = "") => ({ at: "moderation", part })],
  [/^\/me\/acts$/, () => ({ at: "acts" })],
  [/^\/me\/data$/, () => ({ at: "leaving" })],
  [/^\/recover$/, () => ({ at: "recover" })],
  [/^\/come-back$/, () => ({ at: "come-back" })],
  [/^\/join\/([\w-]+)$/, (invitation = "") => ({ at: "join", invitation })],
  [/^\/r\/([\w-]+)$/, (room = "") => ({ at: "room", room })],
];

const SECRET: ReadonlySet<Route["at"]> = new Set(["join", "setup", "recover"]);

/** Shared pages stand under each language too, so that a link speaks to whom it is sent. */
const SPOKEN = /^\/(en|is|ru)(?=\/|$)/;

/** The language a path begins with, if any. */
export function languageOf(path: string): Language | null {
  return (SPOKEN.exec(path)?.[1] as Language | undefined) ?? null;
}

/** Read the page out of a path; a path that names none is `missing`. */
export function routeOf(path: string): Route {
  const page = path.replace(SPOKEN, "") || "/";
  for (const [pattern, route] of PAGES) {
    const found = pattern.exec(page);
    if (found) return route(...found.slice(1));
  }
  return { at: "missing" };
}

export class Router {
  route = $state.raw<Route>({ at: "hallway" });
  /** What stood after `#` when the page was opened; kept in memory, until the page is left. */
  secret = $state.raw<string | null>(null);
  /** The path from which one last went to another page; there one returns to after signing in. */
  left = "/";
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
    this.#read();
    window.addEventListener("popstate", this.#read);
    window.addEventListener("hashchange", this.#read);
    window.document.addEventListener("click", this.#follow);
  }

  /** Hear no more of the window. */
  stop = (): void => {
    this.#window.removeEventListener("popstate", this.#read);
    this.#window.removeEventListener("hashchange", this.#read);
    this.#window.document.removeEventListener("click", this.#follow);
  };

  go = (path: string): void => {
    this.left = this.#window.location.pathname;
    this.#window.history.pushState(null, "", path);
    this.#read();
    this.#window.scrollTo(0, 0);
  };

  /** Go on without leaving the present page in the history. */
  replace = (path: string): void => {
    this.#window.history.replaceState(null, "", path);
    this.#read();
  };

  /** Begin the page anew; a secret that is still needed goes by the address once more. */
  reload = (): void => {
    const { history, location } = this.#window;
    if (this.secret !== null) history.replaceState(null, "", `${location.pathname}#${this.secret}`);
    location.reload();
  };

  #read = (): void => {
    const { hash, pathname, search } = this.#window.location;
    this.route = routeOf(pathname);
    if (!SECRET.has(this.route.at)) {
      this.secret = null;
    } else if (hash.length > 1) {
      this.secret = hash.slice(1);
      this.#window.history.replaceState(null, "", pathname + search);
    }
  };

  /** Plain links stay plain links: new tabs, downloads and other origins are the browser's. */
  #follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || modified || event.button !== 0 || event.defaultPrevented) return;
    const leaves = link.target !== "" || link.hasAttribute("download");
    if (leaves || link.origin !== this.#window.location.origin) return;
    if (routeOf(link.pathname).at === "missing" || link.hash) return;
    event.preventDefault();
    this.go(link.pathname);
  };
}
