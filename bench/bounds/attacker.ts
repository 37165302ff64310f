import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { HOST } from '../http/application-environment.ts';

type Counts = Readonly<Record<string, number>>;
type Sent = Readonly<{ method?: string; path: string; type?: string; body?: string }>;

/** Concurrent requests where there are many to send. */
const SENDERS = 16;
/** How long a connection is kept open whose answer is not read. */
const UNREAD_MS = 5_000;

/** The attacks of one signed-in account. Each function returns the number of answers by status. */
export function makeAttacker(port: number, headers: Readonly<Record<string, string>>) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const token = /csrftoken=(\w+)/.exec(headers['Cookie'] ?? '')?.[1] ?? '';
  const own = { ...headers, Origin: `https://${HOST}`, 'X-CSRFToken': token };

  const start = ({ method = 'GET', path, type = 'application/json', body }: Sent) => {
    const sent = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      agent,
      headers: {
        ...own,
        ...(body === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }),
      },
    });
    sent.on('error', () => undefined);
    sent.end(body);
    return sent;
  };

  const send = async (what: Sent): Promise<string> => {
    try {
      const [response] = (await once(start(what), 'response')) as [IncomingMessage];
      let bytes = 0;
      for await (const chunk of response) bytes += (chunk as Buffer).length;
      return bytes > 1_000_000
        ? `${response.statusCode} (${Math.round(bytes / 1e6)} MB)`
        : `${response.statusCode}`;
    } catch (error) {
      return error instanceof Error ? error.message : 'failed';
    }
  };

  /** Sends all requests, so many at a time. */
  const sendAll = async (count: number, atOnce: number, what: (index: number) => Sent): Promise<Counts> => {
    const counts: Record<string, number> = {};
    let next = 0;
    const sender = async () => {
      for (let index = next++; index < count; index = next++) {
        const answer = await send(what(index));
        counts[answer] = (counts[answer] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sender));
    return counts;
  };

  return {
    createContacts: (count: number, notes: number) =>
      sendAll(count, SENDERS, (index) => ({
        method: 'POST',
        path: '/api/v1.0/contacts/',
        body: JSON.stringify({
          full_name: `n${index}`,
          notes: 'A'.repeat(notes),
          data: { customFields: { a: 'é'.repeat(31_900) } },
        }),
      })),
    listContacts: (count: number) => sendAll(count, count, () => ({ path: '/api/v1.0/contacts/' })),
    listOverTrpc: (count: number, calls: number) => {
      const input = Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, { limit: 1000 }]));
      const names = Array.from({ length: calls }, () => 'contacts.list').join(',');
      const path = `/trpc/${names}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`;
      return sendAll(count, count, () => ({ path }));
    },
    listWithoutReading: async (count: number): Promise<Counts> => {
      const requests = Array.from({ length: count }, () => start({ path: '/api/v1.0/contacts/' }));
      await new Promise((resolve) => setTimeout(resolve, UNREAD_MS));
      for (const sent of requests) sent.destroy();
      return { unread: count };
    },
    sendBrackets: (count: number, depth: number) =>
      sendAll(count, count, (index) => ({
        method: 'POST',
        path: index % 2 === 0 ? '/api/v1.0/teams/' : '/trpc/teams.create',
        body: `${'['.repeat(depth)}${']'.repeat(depth)}`,
      })),
  };
}
