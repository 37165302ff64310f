/** Why a delivery did not succeed. Codes are public and never change meaning. */
export const WEBHOOK_FAILURES = [
  /** Not an address the protocol can use. */
  'unusable_url',
  /** The address holds a user name or a password. */
  'credentials_in_url',
  /** Without encryption, where the installation wants it. */
  'plain_http',
  /** A port that the web has no use for. */
  'forbidden_port',
  /** It leads into a network that is not for us. */
  'forbidden_address',
  'secret_missing',
  /** The person has no e-mail address, which the protocol needs. */
  'email_missing',
  /** No such host, no connection, or a connection that broke. */
  'unreachable',
  'timeout',
  /** The certificate is not trusted, or encryption failed otherwise. */
  'tls',
  /** It sends us elsewhere, where we do not go. */
  'redirected',
  /** It cannot answer now. */
  'overloaded',
  /** It does not want what we say. */
  'refused',
  /** The bot may not enter the room. */
  'join_refused',
] as const;
export type WebhookFailure = (typeof WEBHOOK_FAILURES)[number];

/** How one attempt ended; `status` is that of the last HTTP answer, null when there was none. */
export type WebhookAnswer =
  | { readonly result: 'delivered'; readonly status: number }
  /** Trying again the same would end the same. */
  | { readonly result: 'refused'; readonly failure: WebhookFailure; readonly status: number | null }
  | {
      readonly result: 'unavailable';
      readonly failure: WebhookFailure;
      readonly status: number | null;
      /** How long the other side asked us to wait, in seconds. */
      readonly retryAfterSeconds?: number | undefined;
    };

const LATER = [408, 425, 429];

/** What an HTTP status other than success says; `refusal` names a definite one. */
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
