import { DomainError } from '../../domain/shared/errors.ts';

const MAXIMUM_BYTES = 1_048_576;
const TOO_MANY_REQUESTS = 429;

/** Arguments of the libraries' calls to `fetch`; their signals and redirect modes are replaced. */
type OutgoingRequest = Readonly<{
  method: string;
  headers: NonNullable<RequestInit['headers']>;
  body?: unknown;
}>;

const unavailable = (why: string): DomainError =>
  new DomainError('identity_provider.unavailable', 'The identity provider gives no usable answer', {
    cause: new Error(why),
  });

/** Why a request failed, without what it carried: the host, and the code of the network, of TLS or of the time limit. */
function reasonOf(host: string, error: unknown): string {
  if (!(error instanceof Error)) return `request to ${host} failed`;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
  return `request to ${host} failed: ${code}`;
}

async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAXIMUM_BYTES) {
      throw new DomainError('identity_provider.unexpected', 'The identity provider answers too much');
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * A `fetch` towards the provider: it never follows redirects, waits `timeoutMs` for a whole answer and reads it as a
 * whole, so that callers only see complete answers with a status below 500.
 *
 * @throws DomainError `identity_provider.unavailable` on a failed connection, a timeout, 429 or 5xx
 * @throws DomainError `identity_provider.unexpected` on an answer of more than 1 MiB
 */
export const makeProviderFetch =
  (timeoutMs: number, fetchLike: typeof fetch = fetch) =>
  async (url: string, { method, headers: sent, body }: OutgoingRequest): Promise<Response> => {
    const { host } = new URL(url);
    try {
      const response = await fetchLike(url, {
        method,
        headers: sent,
        body: (body ?? null) as NonNullable<RequestInit['body']> | null,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status, headers } = response;
      if (status >= 500 || status === TOO_MANY_REQUESTS) {
        await response.body?.cancel();
        throw unavailable(`${host} answered ${status}`);
      }
      const answer = await readBody(response);
      return new Response(answer.length === 0 ? null : answer, { status, headers });
    } catch (error) {
      throw error instanceof DomainError ? error : unavailable(reasonOf(host, error));
    }
  };
