import type { IncomingMessage } from 'node:http';
import { HttpError } from '../http-error.ts';

/**
 * The whole body of a request, or undefined when it has more than `limit` bytes. Excess bytes are read and dropped: a
 * client that cannot finish its request would not see the answer.
 *
 * @throws HttpError 400 when the client disconnects before the end
 */
export const readBytes = (request: IncomingMessage, limit: number): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    // The client has disconnected: nobody reads the answer, and operators need not look into it.
    request.on('error', () => reject(new HttpError(400, () => ({ detail: 'The body did not arrive.' }))));
  });
