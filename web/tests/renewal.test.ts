import { beforeEach, describe, expect, test, vi } from "vitest";

import { buildOf, Renewal } from "../src/renewal.svelte.ts";
import { settled } from "./support/clock.ts";

const page = (build: string): string =>
  `<link rel="icon" href="/icon.svg"><script type="module" crossorigin src="/assets/${build}.js"></script>`;

const reload = vi.fn();
let isBusy = false;

beforeEach(() => {
  sessionStorage.clear();
  reload.mockClear();
  isBusy = false;
  document.head.innerHTML = page("index-old");
});

/** A tab of the old build, whose server answers with this page. */
function aTab(answer: () => Promise<Response>): Renewal {
  const tab = Object.assign(new EventTarget(), { document, sessionStorage, fetch: vi.fn(answer) });
  const renewal = new Renewal(tab as unknown as Window, () => isBusy, reload);
  lose = () => {
    tab.dispatchEvent(new Event("vite:preloadError"));
    return settled();
  };
  return renewal;
}

/** A part of the page does not come. */
let lose: () => Promise<void>;

const serving =
  (html: string, status = 200): (() => Promise<Response>) =>
  () =>
    Promise.resolve(new Response(html, { status }));

test("a build is named by the first script of its page", () => {
  expect(buildOf(page("index-CFz"))).toBe("/assets/index-CFz.js");
  expect(buildOf(`<script type="module" src="/src/main.ts"></script>`)).toBeNull();
});

describe("a part that is gone from the server", () => {
  test("begins the page anew", async () => {
    const renewal = aTab(serving(page("index-new")));
    await lose();

    expect(renewal.isReady).toBe(true);
    expect(reload).toHaveBeenCalledOnce();
  });

  test("reloads once and never again by itself", async () => {
    aTab(serving(page("index-new")));
    await lose();
    const renewal = aTab(serving(page("index-new")));
    await lose();

    expect(reload).toHaveBeenCalledOnce();
    expect(renewal.isReady).toBe(true);
  });

  test("waits while somebody would lose the sound", async () => {
    isBusy = true;
    const renewal = aTab(serving(page("index-new")));
    await lose();
    renewal.settle();
    const reloads = reload.mock.calls.length;
    isBusy = false;
    renewal.settle();

    expect(reloads).toBe(0);
    expect(renewal.isReady).toBe(true);
    expect(reload).toHaveBeenCalledOnce();
  });
});

describe("a part that does not come", () => {
  test.each<[string, () => Promise<Response>]>([
    ["while the network is away", () => Promise.reject(new TypeError("network"))],
    ["while the server is away", serving("Bad gateway", 502)],
    ["from a server of the same build", serving(page("index-old"))],
    ["behind somebody else's page", serving("<h1>Log in to this Wi-Fi</h1>")],
  ])("%s reloads nothing", async (_, answer) => {
    const renewal = aTab(answer);
    await lose();
    renewal.settle();

    expect(reload).not.toHaveBeenCalled();
    expect(renewal.isReady).toBe(false);
  });
});
