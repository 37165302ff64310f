import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedCall } from './recordings.ts';

export type ReceivedCall = Readonly<{ method: string; host: string; path: string; body: string }>;

export type StubServer = {
  /** Where calls to `http://host/…` go instead. */
  baseOf(host: string): string;
  /** Replaces the calls that are answered as recorded, and forgets those that came. */
  expect(calls: readonly RecordedCall[]): void;
  /** Calls that came since, in their order. */
  readonly received: readonly ReceivedCall[];
  close(): Promise<void>;
};

const keyOf = (method: string, host: string, path: string) => `${method} ${host}${decodeURIComponent(path)}`;

function keyOfCall({ method, url }: RecordedCall): string {
  const { host, pathname, search } = new URL(url);
  return keyOf(method, host, `${pathname}${search}`);
}

const HOST_AND_PATH = /^\/([^/]+)(\/.*)$/;

/** What dimail says of a mailbox it does not know, and any service of anything else. */
const unknownAt = (path: string): string =>
  JSON.stringify({ detail: path.includes('/mailboxes/') ? 'Mailbox not found' : 'Not found' });

/**
 * Replaces every other system: it repeats the recorded answers to the same method and address, in that order, the last
 * one again and again, and answers `404` to other requests.
 */
export async function startStubServer(): Promise<StubServer> {
  let answers = new Map<string, RecordedCall[]>();

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const [, host = '', rest = ''] = HOST_AND_PATH.exec(request.url ?? '') ?? [];
    const known = answers.get(keyOf(request.method ?? '', host, rest)) ?? [];
    const [next, ...later] = known;
    if (next && later.length > 0) answers.set(keyOf(request.method ?? '', host, rest), later);
    if (next?.error !== undefined) {
      request.socket.destroy();
      return;
    }
    response.statusCode = next?.status ?? 404;
    response.setHeader('Content-Type', next?.content_type ?? 'application/json');
    response.end(next ? (next.response ?? '') : unknownAt(rest));
  };

  const received: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    // Answers only once the whole request is there, as the recorded services did.
    request.on('end', () => {
      const [, host = '', path = ''] = HOST_AND_PATH.exec(request.url ?? '') ?? [];
      received.push({
        method: request.method ?? '',
        host,
        path,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseOf: (host) => `http://127.0.0.1:${port}/${host}`,
    received,
    expect: (calls) => {
      answers = new Map();
      received.length = 0;
      for (const call of calls) answers.set(keyOfCall(call), [...(answers.get(keyOfCall(call)) ?? []), call]);
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
