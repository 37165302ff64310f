import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export type Exchange = Readonly<{
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}>;

export type Answer = Readonly<{
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** As it came, which may be compressed. */
  bytes: Buffer;
  /** The text as JSON; undefined when there is none. */
  body: unknown;
}>;

/** One request and its answer, with these headers and no others: `fetch` adds some of its own and forbids some. */
export async function exchange(url: string, { method = 'GET', headers = {}, body }: Exchange = {}) {
  const sent = request(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString('utf8');
  const isJson = /^application\/(\S+\+)?json\b/.test(response.headers['content-type'] ?? '');
  const answer: Answer = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    bytes,
    body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
  };
  return answer;
}
