import { flushSync } from "svelte";
import { beforeAll, expect, test, vi } from "vitest";

import Inside from "../../src/room/Inside.svelte";
import { settled } from "../support/clock.ts";
import { mounted } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";
import { aCard, aPerson, aRoom, ROOM } from "../support/wire.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));

const at = "2026-03-01T20:00:00Z";

beforeAll(() => scene.start());

test("a room is drawn from its card while the way in is open", async () => {
  scene.role = "host";
  scene.session.enter(ROOM);
  const page = await mounted(Inside, { id: ROOM, card: aCard(ROOM) });

  expect(page.querySelector("h1")?.textContent).toBe("Late talk");
  expect(page.textContent).toContain("Joining…");
});

test("the host sees the hands, also when the news of the lease outran the answer", async () => {
  let answer = (): void => undefined;
  scene.commands.join.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = () => {
          resolve({ lease_id: "lease-9", token: "token", url: "wss://torg", role: "host" });
        };
      }),
  );
  scene.leases = 9;
  scene.session.leave();
  scene.session.enter(ROOM);
  await scene.tellMe("host");
  scene.tellRoom(aRoom({ hands: { count: 1, rows: [{ person: aPerson("mia"), at }] } }));
  const page = await mounted(Inside, { id: ROOM, card: null });
  answer();
  await settled();
  scene.tellRoom(aRoom({ hands: { count: 1, rows: [{ person: aPerson("mia"), at }] } }));
  await settled();
  flushSync();

  expect(page.querySelector("aside")?.textContent).toContain("Mia");
});
