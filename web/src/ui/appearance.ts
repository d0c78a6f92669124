/** Light, dark, or as the system has it, kept on this device; and the instance's own colour. */

export const APPEARANCES = ["system", "light", "dark"] as const;
export type Appearance = (typeof APPEARANCES)[number];

const KEY = "torg-appearance";

/** What this device chose before; the system's when nothing readable is kept. */
export function keptAppearance(storage: Pick<Storage, "getItem">): Appearance {
  const kept = storage.getItem(KEY);
  return APPEARANCES.find((one) => one === kept) ?? "system";
}

/** Draw everything in this appearance, now and after the next start. */
export function wear(
  appearance: Appearance,
  storage: Pick<Storage, "setItem" | "removeItem">,
  root: HTMLElement,
): void {
  if (appearance === "system") {
    storage.removeItem(KEY);
    delete root.dataset["appearance"];
  } else {
    storage.setItem(KEY, appearance);
    root.dataset["appearance"] = appearance;
  }
}

/** Draw everything in the instance's own colour; null is Torg's. */
export function tint(light: string | null, dark: string | null, root: HTMLElement): void {
  if (light === null) root.style.removeProperty("--accent");
  else root.style.setProperty("--accent", `light-dark(${light}, ${dark ?? light})`);
}
