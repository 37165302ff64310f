import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** Leaving before the end is a reader's right. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * Answers text that is written as it is read, under the headers set before. A failure on the way cuts the connection, so
 * that no half file looks whole, and is thrown. Nothing is read for a HEAD.
 */
export async function sendStream(
  response: ServerResponse,
  status: number,
  text: AsyncIterable<string>,
): Promise<void> {
  response.statusCode = status;
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(text, response);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
