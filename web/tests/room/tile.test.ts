import { expect, test, vi } from "vitest";

import Tile from "../../src/room/Tile.svelte";
import { mounted, nameOf } from "../support/mounted.ts";
import { aRow } from "../support/wire.ts";

const onopen = vi.fn();

async function spoken(props: Omit<Parameters<typeof draw>[0], "onopen">): Promise<string> {
  const tile = await draw({ ...props, onopen });
  const button = tile.querySelector("button");
  return button ? nameOf(button) : "";
}

const draw = (props: {
  row: ReturnType<typeof aRow>;
  heard?: boolean;
  self?: boolean;
  onopen: () => void;
}): Promise<HTMLElement> => mounted(Tile, props);

test("a tile reads name, role and state", async () => {
  const row = aRow("anna", "host", { mic: "live" });

  expect(await spoken({ row, heard: true })).toBe("Anna, Host, speaking");
});

test("who speaks has ring, mark and weight, not colour alone", async () => {
  const row = aRow("anna", "speaker", { mic: "live" });
  const tile = await draw({ row, heard: true, onopen });

  expect(tile.querySelector(".avatar.ring")).not.toBeNull();
  expect(tile.querySelector(".sounding svg")).not.toBeNull();
  expect(tile.querySelector("button.speaking")).not.toBeNull();
});

test("a held microphone is told in words", async () => {
  const row = aRow("anna", "speaker", { held: true });

  expect(await spoken({ row })).toBe("Anna, held");
});

test("a kept seat is an empty chair with the name", async () => {
  const tile = await draw({ row: aRow("anna", "speaker", { presence: "seat" }), onopen });

  expect(tile.querySelector(".avatar")).toBeNull();
  expect(tile.textContent).toContain("Anna");
});
