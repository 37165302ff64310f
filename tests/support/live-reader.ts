import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { LiveMessage } from '../../src/infrastructure/live/live-message.ts';

export type LiveReader = Readonly<{
  status: number;
  headers: IncomingHttpHeaders;
  /** Names of all events so far, pings included. */
  events: readonly string[];
  /** All messages so far. */
  messages: readonly LiveMessage[];
  /** The text so far. */
  text: () => string;
  /** The next message that was not returned yet; undefined after the last. */
  next(): Promise<LiveMessage | undefined>;
  /** Resolves when the server has ended the answer, or the connection is gone. */
  ended: Promise<void>;
  /** Stops reading, or goes on. */
  pause(): void;
  resume(): void;
  close(): void;
}>;

/** Opens a stream as the `EventSource` of a browser does, with these cookies. */
export async function openLiveReader(
  url: string,
  { path, cookies, input }: { path: string; cookies: string; input?: unknown },
): Promise<LiveReader> {
  const query = input === undefined ? '' : `?${new URLSearchParams({ input: JSON.stringify(input) })}`;
  const sent = request(`${url}/trpc/${path}${query}`, {
    headers: { accept: 'text/event-stream', cookie: cookies },
    agent: false,
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const messages: LiveMessage[] = [];
  const events: string[] = [];
  let text = '';
  let returned = 0;
  let isOver = false;
  let wake = (): void => undefined;
  let rest = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const blocks = `${rest}${chunk}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) read(block.trim());
    wake();
  });
  const read = (block: string): void => {
    if (block === '') return;
    const lines = block.split('\n');
    const field = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const event = field('event') ?? 'message';
    events.push(event);
    if (event === 'message') messages.push(JSON.parse(field('data') ?? ''));
  };
  const ended = new Promise<void>((resolve) => {
    response.on('error', () => undefined);
    response.once('close', () => {
      isOver = true;
      wake();
      resolve();
    });
  });
  sent.on('error', () => undefined);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    messages,
    text: () => text,
    async next() {
      while (returned >= messages.length && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const message = messages[returned];
      returned += 1;
      return message;
    },
    ended,
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => sent.destroy(),
  };
}
