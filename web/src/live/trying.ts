/** One connection to the media server that hears nothing and sends nothing: only whether it stands. */

import { LiveKitConnection } from "./connection.ts";

const nothing = (): void => undefined;

/** Say whether signalling and media come up within the time; whatever came up is closed again. */
export async function tryConnection(url: string, token: string, ms: number): Promise<boolean> {
  const connection = new LiveKitConnection({
    reconnecting: nothing,
    back: nothing,
    dropped: nothing,
    blocked: nothing,
    taken: nothing,
    given: nothing,
  });
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => {
      resolve(false);
    }, ms);
  });
  const up = connection.connect(url, token).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([up, late]);
  } finally {
    connection.hangUp();
  }
}
