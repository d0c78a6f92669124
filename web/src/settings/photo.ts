/** Brings a photo to the server: made smaller here where it is too large, sent with its progress told. */

import { Problem, problemOf } from "../api/problem.ts";

export const PHOTO_BYTES = 2 * 1024 * 1024;
/** No face is drawn larger, on any screen. */
const LONGEST_SIDE = 1024;
const QUALITY = 0.9;

/** What the server reads. */
export const PHOTO_KINDS: readonly string[] = ["image/jpeg", "image/png", "image/webp"];

/** The width and height at which the longer side is no longer than this. */
export function fitted(width: number, height: number, longest = LONGEST_SIDE): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.round(width * scale), Math.round(height * scale)];
}

/** The file itself, or where it is too large the same picture in fewer points; null if it is none. */
export async function readied(file: Blob): Promise<Blob | null> {
  if (!PHOTO_KINDS.includes(file.type)) return null;
  if (file.size <= PHOTO_BYTES) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fitted(picture.width, picture.height);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** Send it; `told` hears how much is there, from 0 to 1. Rejects with Problem. */
export function sendPhoto(photo: Blob, told: (part: number) => void): Promise<void> {
  // Only this old call tells how far a sending has come.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", ({ loaded, total }) => told(loaded / total));
    request.addEventListener("load", () => {
      if (request.status < 300) resolve();
      else reject(problemOf(request.status, request.response));
    });
    request.addEventListener("error", () => {
      reject(new Problem(0, navigator.onLine ? "server_away" : "offline"));
    });
    request.open("PUT", "/api/me/photo");
    request.responseType = "json";
    request.setRequestHeader("Content-Type", photo.type);
    request.setRequestHeader("Idempotency-Key", crypto.randomUUID());
    request.send(photo);
  });
}
