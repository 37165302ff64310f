import { DomainError } from '../../domain/shared/errors.ts';

const MAXIMUM_BYTES = 65_536;
const TOO_MANY_REQUESTS = 429;

/** What the libraries hand to their `fetch`; their own signals and redirect modes are replaced. */
type OutgoingRequest = Readonly<{
  method: string;
  headers: NonNullable<RequestInit['headers']>;
  body?: unknown;
}>;

const unavailable = (why: string): DomainError =>
  new DomainError('identity_provider.unavailable', 'The authorization server gives no usable answer', {
    cause: new Error(why),
  });

export const unexpectedAnswer = (why: string): DomainError =>
  new DomainError('identity_provider.unexpected', 'The authorization server answers something unusable', {
    cause: new Error(why),
  });

/** Why a request failed, without what it carried. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'request failed';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
  return `request failed: ${code}`;
}

/**
 * A `fetch` towards the authorization server, for one complete answer of at most 64 KiB within `timeoutMs`. It does
 * not follow redirects: our credentials are in the body.
 *
 * @throws DomainError `identity_provider.unavailable` on a failed connection, a timeout, 429 or 5xx
 * @throws DomainError `identity_provider.unexpected` on a redirect or a longer answer
 */
export const makeIntrospectionFetch =
  (timeoutMs: number, fetchLike: typeof fetch = fetch) =>
  async (url: string, { method, headers: sent, body }: OutgoingRequest): Promise<Response> => {
    try {
      const response = await fetchLike(url, {
        method,
        headers: sent,
        body: (body ?? null) as NonNullable<RequestInit['body']> | null,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status, headers } = response;
      if (status >= 500 || status === TOO_MANY_REQUESTS) throw unavailable(`status ${status}`);
      if (status >= 300 && status < 400) throw unexpectedAnswer(`redirect (${status})`);
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body ?? []) {
        size += chunk.length;
        if (size > MAXIMUM_BYTES) throw unexpectedAnswer(`more than ${MAXIMUM_BYTES} bytes`);
        chunks.push(chunk);
      }
      return new Response(size === 0 ? null : new Uint8Array(Buffer.concat(chunks)), { status, headers });
    } catch (error) {
      throw error instanceof DomainError ? error : unavailable(reasonOf(error));
    }
  };
