/** Names a device as people do, so that its passkey is known again. */

/** The first that the browser's own words match. */
const DEVICES: readonly [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "Chromebook"],
  [/Windows/, "Windows"],
  [/Mac/, "Mac"],
  [/Linux/, "Linux"],
];

/** What the device calls itself in `navigator.userAgent`; Torg's own name where that says nothing. */
export function deviceIn(userAgent: string): string {
  return DEVICES.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "Torg";
}
