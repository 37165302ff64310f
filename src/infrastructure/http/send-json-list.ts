import type { ServerResponse } from 'node:http';
import { sendJson } from './send-json.ts';

/**
 * Answers a JSON list part by part, so that only one part is in memory at a time, however slow the client. A list of one
 * part is answered as any other body. A failure after the first part is thrown: the answer must then be cut off, so that
 * a partial list does not look complete.
 *
 * @param parts the items in order; the first part is read before anything is answered
 */
export async function sendJsonList(
  response: ServerResponse,
  status: number,
  parts: AsyncIterable<readonly unknown[]>,
): Promise<void> {
  const reading = parts[Symbol.asyncIterator]();
  const first = await reading.next();
  const second = first.done ? first : await reading.next();
  if (first.done || second.done) {
    sendJson(response, status, first.done ? [] : first.value);
    return;
  }
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  const isBodyWanted = response.req.method !== 'HEAD';
  let begun = '[';
  let part: IteratorResult<readonly unknown[], unknown> = { done: false, value: first.value };
  let ahead: typeof part | undefined = second;
  while (isBodyWanted && !part.done && !response.closed) {
    const text = JSON.stringify(part.value).slice(1, -1);
    if (text !== '') {
      await write(response, begun + text);
      begun = ',';
    }
    part = ahead ?? (await reading.next());
    ahead = undefined;
  }
  await reading.return?.();
  response.end(isBodyWanted ? (begun === '[' ? '[]' : ']') : undefined);
}

/** Resolves when more can be written, or the connection is closed. */
function write(response: ServerResponse, text: string): Promise<void> {
  if (response.write(text)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
