/** The two ceremonies of a passkey; what speaks to the browser is loaded when one begins. */

import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";

/** Options as the server hands them over; their shape is WebAuthn's, not ours. */
export type Options = Readonly<Record<string, unknown>>;

/**
 * Why a ceremony ended without a passkey: the person or the device would not, the device holds one
 * for this account already, or passkeys do not work in this browser or at this address.
 */
export type Obstacle = "declined" | "known" | "unsupported";

export class NoPasskey extends Error {
  readonly why: Obstacle;

  constructor(why: Obstacle, cause?: unknown) {
    super(why, { cause });
    this.name = "NoPasskey";
    this.why = why;
  }
}

/** By the error's own name; browsers say NotAllowedError of all that people and time decide. */
const OBSTACLES: Readonly<Record<string, Obstacle>> = {
  InvalidStateError: "known",
  NotSupportedError: "unsupported",
  SecurityError: "unsupported",
};

/** An address of numbers; passkeys belong to names only (WebAuthn Level 3 §5.1.3). */
const NUMBERS = /^([\d.]+|\[.*\])$/;

/** Whether passkeys can work here at all. Browsers hide them where the page is not secure. */
export function passkeysWork(): boolean {
  return "PublicKeyCredential" in window && !NUMBERS.test(location.hostname);
}

/** Make a passkey on this device. Raises NoPasskey. */
export function createPasskey(options: Options): Promise<RegistrationResponseJSON> {
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  return ceremony(async () =>
    (await import("@simplewebauthn/browser")).startRegistration({ optionsJSON }),
  );
}

/** Let a passkey of this or another device say who it is. Raises NoPasskey. */
export function showPasskey(options: Options): Promise<AuthenticationResponseJSON> {
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  return ceremony(async () =>
    (await import("@simplewebauthn/browser")).startAuthentication({ optionsJSON }),
  );
}

async function ceremony<T>(hold: () => Promise<T>): Promise<T> {
  if (!passkeysWork()) throw new NoPasskey("unsupported");
  try {
    return await hold();
  } catch (error) {
    throw new NoPasskey(obstacleIn(error), error);
  }
}

/** Read it from the browser's own error, which the library keeps the name of. */
export function obstacleIn(error: unknown): Obstacle {
  return (error instanceof Error ? OBSTACLES[error.name] : undefined) ?? "declined";
}
