/** A fault, in place of a good answer. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Never answer. */
  | { readonly kind: 'hang' }
  /** Close the connection without an answer. */
  | { readonly kind: 'drop' };

const json = { 'content-type': 'application/json' };

/** Known failures of the API. */
export const FAULTS = {
  serverError: {
    kind: 'answer',
    status: 500,
    headers: json,
    body: JSON.stringify({ erreur: "Une erreur inattendue s'est produite." }),
  },
  /** Truncated, as by a proxy. */
  malformed: { kind: 'answer', status: 200, headers: json, body: '{"results": [{"siren": "1300' },
  timeout: { kind: 'hang' },
  disconnection: { kind: 'drop' },
} as const satisfies Record<string, Fault>;

/** Over quota. `retryAfter` is the header: seconds or a date. */
export const rateLimited = (retryAfter?: string): Fault => ({
  kind: 'answer',
  status: 429,
  headers: retryAfter === undefined ? json : { ...json, 'retry-after': retryAfter },
  body: JSON.stringify({ erreur: 'Trop de requêtes.' }),
});
