import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { languageOf, type Route, routeOf, Router } from "../src/router.svelte.ts";

describe("an address", () => {
  test.each<[string, Route]>([
    ["/", { at: "hallway" }],
    ["/start", { at: "start" }],
    ["/me", { at: "me" }],
    ["/me/profile", { at: "edit" }],
    ["/me/notices", { at: "notices" }],
    ["/me/blocked", { at: "blocked" }],
    ["/inbox", { at: "inbox" }],
    ["/people", { at: "people" }],
    ["/@anna", { at: "profile", handle: "anna" }],
    ["/@Anna_1", { at: "profile", handle: "anna_1" }],
    ["/@anna/followers", { at: "follows", handle: "anna", list: "followers" }],
    ["/@anna/following", { at: "follows", handle: "anna", list: "following" }],
    ["/@anna/blocked", { at: "missing" }],
    ["/@an", { at: "missing" }],
    ["/invitations", { at: "invitations" }],
    ["/setup", { at: "setup" }],
    ["/sign-in", { at: "sign-in" }],
    ["/recover", { at: "recover" }],
    ["/come-back", { at: "come-back" }],
    ["/join/0b9e-1", { at: "join", invitation: "0b9e-1" }],
    ["/r/0b9e-2", { at: "room", room: "0b9e-2" }],
    ["/r/", { at: "missing" }],
    ["/r/a/b", { at: "missing" }],
    ["/moderation", { at: "moderation", part: "" }],
    ["/moderation/tree", { at: "moderation", part: "tree" }],
    ["/waiting", { at: "waiting" }],
    ["/me/data", { at: "leaving" }],
    ["/me/acts", { at: "acts" }],
    ["/ru/join/0b9e-1", { at: "join", invitation: "0b9e-1" }],
    ["/is", { at: "hallway" }],
    ["/is/", { at: "hallway" }],
    ["/de/waiting", { at: "missing" }],
    ["/israel", { at: "missing" }],
  ])("%s names %o", (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });
});

test("an address may say its language", () => {
  expect(languageOf("/ru/join/1")).toBe("ru");
  expect(languageOf("/is")).toBe("is");
  expect(languageOf("/join/1")).toBeNull();
  expect(languageOf("/isle")).toBeNull();
});

describe("the router", () => {
  let stop = (): void => undefined;

  const open = (address: string): Router => {
    window.history.replaceState(null, "", address);
    const router = new Router(window);
    stop = router.stop;
    return router;
  };

  const click = (markup: string, options: MouseEventInit = {}): MouseEvent => {
    document.body.innerHTML = markup;
    const event = new MouseEvent("click", { bubbles: true, cancelable: true, ...options });
    document.body.querySelector("a, a *")?.dispatchEvent(event);
    return event;
  };

  beforeEach(() => {
    window.scrollTo = () => undefined;
    // What is left to the browser must not happen here: jsdom cannot navigate.
    window.addEventListener("click", (event) => event.preventDefault(), { once: true });
  });
  afterEach(() => stop());

  test("takes a secret out of the address before anything else", () => {
    const router = open("/join/1#s3cret");

    expect(router.secret).toBe("s3cret");
    expect(window.location.href).not.toContain("s3cret");
    expect(router.route).toEqual({ at: "join", invitation: "1" });
  });

  test("forgets the secret when its page is left", () => {
    const router = open("/setup#s3cret");
    router.go("/");

    expect(router.secret).toBeNull();
  });

  test("takes no secret where none belongs", () => {
    const router = open("/#page");

    expect(router.secret).toBeNull();
    expect(window.location.hash).toBe("#page");
  });

  test("follows a plain link without leaving the page", () => {
    const router = open("/");
    click('<a href="/me">Me</a>');

    expect(router.route).toEqual({ at: "me" });
    expect(window.location.pathname).toBe("/me");
  });

  test.each<[string, string, MouseEventInit]>([
    ["to another origin", '<a href="https://example.org/me">x</a>', {}],
    ["in a new tab", '<a href="/me" target="_blank">x</a>', {}],
    ["to a file", '<a href="/me" download>x</a>', {}],
    ["with a modifier", '<a href="/me">x</a>', { metaKey: true }],
    ["to no page of ours", '<a href="/api/openapi.json">x</a>', {}],
  ])("leaves a link %s to the browser", (_, markup, options) => {
    const router = open("/");
    click(markup, options);

    expect(router.route).toEqual({ at: "hallway" });
  });

  test("leaves nothing behind when it replaces the page", () => {
    const router = open("/setup");
    const { length } = window.history;
    router.replace("/");

    expect(router.route).toEqual({ at: "hallway" });
    expect(window.history.length).toBe(length);
  });
});
