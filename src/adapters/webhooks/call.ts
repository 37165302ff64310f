import { type Dispatcher, request } from 'undici';

export type Call = Readonly<{
  method: 'PATCH' | 'POST';
  url: string;
  token: string | null;
  body: unknown;
  /** Media type of the body, and of the answers wanted; `application/json` where it is not given. */
  type?: string;
}>;

export type CallAnswer = Readonly<{
  status: number;
  /** The beginning of the body. */
  text: string;
  retryAfterSeconds: number | undefined;
}>;

type Options = {
  readonly dispatcher: Dispatcher;
  /** Time limit of the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
};

const JSON_TYPE = 'application/json';

/** Far more than any answer that we interpret. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Sends JSON. Redirects are returned like other answers. @throws Error when no answer came in time */
export async function carryOutCall(
  { method, url, token, body, type = JSON_TYPE }: Call,
  { dispatcher, timeoutMs }: Options,
): Promise<CallAnswer> {
  const answer = await request(url, {
    method,
    dispatcher,
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'content-type': type,
      accept: type === JSON_TYPE ? type : `${type}, ${JSON_TYPE}`,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await beginningOf(answer.body);
  return { status: answer.statusCode, text, retryAfterSeconds: waitAskedFor(answer.headers, text) };
}

async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}

/** The delay in `Retry-After` (seconds, RFC 9110 section 10.2.3), or in `retry_after_ms` of Matrix servers. */
function waitAskedFor(headers: Readonly<Record<string, unknown>>, text: string): number | undefined {
  const header = /^\d{1,9}$/.exec(String(headers['retry-after'] ?? ''))?.[0];
  if (header !== undefined) return Number(header);
  const milliseconds = /"retry_after_ms"\s*:\s*(\d{1,12})\b/.exec(text)?.[1];
  return milliseconds === undefined ? undefined : Number(milliseconds) / 1000;
}
