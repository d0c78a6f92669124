/** What an invitation's link carries after `#`: the token, and words that no server ever sees. */

export interface Letter {
  token: string;
  /** Whom the inviter addresses. */
  name: string;
  /** What the inviter has to say. */
  message: string;
}

export const NAME_LIMIT = 50;
/** More would make a QR code that telephones read badly. */
export const MESSAGE_LIMIT = 140;

/** Controls, and signs that turn the direction of writing: they could dress up a page. */
const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Put name and message into a link; empty ones leave no trace. */
export function addressed(link: string, name: string, message: string): string {
  const parts = [
    ["n", tidied(name, NAME_LIMIT)],
    ["m", tidied(message, MESSAGE_LIMIT)],
  ] as const;
  return link + parts.map(([key, text]) => (text ? `&${key}=${packed(text)}` : "")).join("");
}

/** Read what stood after `#`; what cannot be read is left out, for anybody may have written it. */
export function letterOf(fragment: string): Letter {
  const [token = "", ...parts] = fragment.split("&");
  const given = new Map(parts.map((part) => [part.slice(0, 1), part.slice(2)]));
  return {
    token,
    name: tidied(unpacked(given.get("n") ?? ""), NAME_LIMIT),
    message: tidied(unpacked(given.get("m") ?? ""), MESSAGE_LIMIT),
  };
}

function tidied(text: string, limit: number): string {
  const words = text.replace(UNSEEN, " ").replace(/\s+/g, " ").trim().normalize("NFC");
  return [...words].slice(0, limit).join("");
}

/** base64url of UTF-8: half as long as percent signs where letters are Cyrillic. */
function packed(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function unpacked(text: string): string {
  try {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const decoder = new TextDecoder("utf-8", { fatal: true });
    return decoder.decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0)));
  } catch {
    return "";
  }
}
