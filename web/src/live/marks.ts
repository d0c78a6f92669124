/** Marks the moments of a join on the browser's own timeline, where figures are read. */

export type Mark = "torg:tap-listen" | "torg:connected" | "torg:first-sound" | "torg:unmute";

export function mark(name: Mark): void {
  performance.mark(name);
}
