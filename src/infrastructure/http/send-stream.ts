import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** The client may disconnect before the end. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * Streams text, under the headers set before. A failure in between cuts the connection, so that a partial file does not
 * look complete, and is thrown. Nothing is read for a HEAD.
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
