/** Why a delivery failed. Codes are public and never change meaning. */
export const WEBHOOK_FAILURES = [
  /** The protocol cannot use the address. */
  'unusable_url',
  /** The address contains a user name or a password. */
  'credentials_in_url',
  /** The address has no encryption, which the installation requires. */
  'plain_http',
  /** The port is not one for the web. */
  'forbidden_port',
  /** The address leads into a network that webhooks may not reach. */
  'forbidden_address',
  'secret_missing',
  /** None of our keys opens the secret: the operator has to bring the key back, or a team to set the secret again. */
  'secret_unreadable',
  /** The person has no e-mail address, which the protocol needs. */
  'email_missing',
  /** No such host, no connection, or a broken connection. */
  'unreachable',
  'timeout',
  /** The certificate is not trusted, or encryption failed otherwise. */
  'tls',
  /** The answer is a redirect, which is not followed. */
  'redirected',
  /** The other system cannot answer now. */
  'overloaded',
  /** The other system does not accept our token, or what it permits. */
  'unauthorized',
  /** The other system refuses the event. */
  'refused',
  /** The bot may not join the room. */
  'join_refused',
] as const;
export type WebhookFailure = (typeof WEBHOOK_FAILURES)[number];

/** The result of one attempt; `status` is that of the last HTTP answer, null when there was none. */
export type WebhookAnswer =
  | { readonly result: 'delivered'; readonly status: number }
  /** Repeating the attempt would fail again. */
  | { readonly result: 'refused'; readonly failure: WebhookFailure; readonly status: number | null }
  | {
      readonly result: 'unavailable';
      readonly failure: WebhookFailure;
      readonly status: number | null;
      /** The delay that the other system asked for, in seconds. */
      readonly retryAfterSeconds?: number | undefined;
    };

const LATER = [408, 425, 429];

/** The result for an unsuccessful HTTP status; `refusal` is the failure for a definite one. */
export function answerFor(
  status: number,
  refusal: WebhookFailure,
  retryAfterSeconds: number | undefined,
): WebhookAnswer {
  if (LATER.includes(status) || status >= 500) {
    return { result: 'unavailable', failure: 'overloaded', status, retryAfterSeconds };
  }
  const isRedirection = status >= 300 && status < 400;
  return { result: 'refused', failure: isRedirection ? 'redirected' : refusal, status };
}
