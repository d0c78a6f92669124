/** What went wrong, as the server's stable code, and the text that tells people. */

import type { Key } from "../texts.ts";
import type { ProblemBody, Suspension } from "./types.ts";

/** A refused or failed request; `status` is 0 when no answer came at all. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | null;
  /** Seconds to wait before asking again, when the server named them. */
  readonly retryAfter: number | null;
  /** Which fields of the body break which rule. */
  readonly fields: NonNullable<ProblemBody["fields"]>;
  /** What a suspended member is told after a right proof. */
  readonly suspension: Suspension | null;

  constructor(status: number, code: string, body?: Partial<ProblemBody>) {
    super(code);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.requestId = body?.request_id ?? null;
    this.retryAfter = body?.retry_after ?? null;
    this.fields = body?.fields ?? [];
    this.suspension = body?.suspension ?? null;
  }
}

const TEXTS: Readonly<Record<string, Key>> = {
  appeal_made: "error-appeal-made",
  appeal_ticket_dead: "error-appeal-ticket-dead",
  accent_too_faint: "error-accent-too-faint",
  bad_request: "error-bad-request",
  body_too_large: "error-body-too-large",
  code_refused: "error-code-refused",
  database_busy: "error-database-busy",
  disk_full: "error-disk-full",
  foreign_origin: "error-foreign-origin",
  handle_refused: "error-handle-refused",
  handle_taken: "error-handle-taken",
  handle_too_soon: "error-handle-too-soon",
  internal: "error-internal",
  invitation_dead: "error-invitation-dead",
  key_reused: "error-key-reused",
  last_way_in: "error-last-way-in",
  mail_unset: "error-mail-unset",
  media_away: "error-media-away",
  member_not_found: "error-member-not-found",
  member_unknown: "error-member-unknown",
  method_not_allowed: "error-method-not-allowed",
  no_way_back: "error-no-way-back",
  not_allowed: "error-not-allowed",
  not_found: "error-not-found",
  not_json: "error-not-json",
  not_signed_in: "error-not-signed-in",
  offer_gone: "error-offer-gone",
  offline: "error-offline",
  owner_must_stay: "error-owner-must-stay",
  passkey_refused: "error-passkey-refused",
  photo_refused: "error-photo-refused",
  pings_spent: "error-pings-spent",
  proof_too_old: "error-proof-too-old",
  quota_spent: "error-quota-spent",
  report_decided: "error-report-decided",
  report_not_found: "error-report-not-found",
  report_too_late: "error-report-too-late",
  reservation_not_found: "error-reservation-not-found",
  room_full: "error-room-full",
  room_not_found: "error-room-not-found",
  server_away: "error-server-away",
  setup_link_dead: "error-setup-link-dead",
  sign_in_failed: "error-sign-in-failed",
  stage_full: "error-stage-full",
  suspended: "error-suspended",
  too_many: "error-too-many",
  validation: "error-validation",
};

/** The key of the text for a stable code; a code we do not know has a text of its own. */
export function textFor(code: string): Key {
  return TEXTS[code] ?? "error-unknown";
}

/** Read an answer that is not a success. A body that is no problem is the server being away. */
export function problemOf(status: number, body: unknown): Problem {
  const read = typeof body === "object" && body !== null ? (body as Partial<ProblemBody>) : {};
  const fallback = status >= 500 ? "server_away" : "unknown";
  return new Problem(status, typeof read.code === "string" ? read.code : fallback, read);
}
