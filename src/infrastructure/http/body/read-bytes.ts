import type { IncomingMessage } from 'node:http';
import { HttpError } from '../http-error.ts';

/**
 * The whole body of a request, or undefined when it has more than `limit` bytes. What is too much is read past, not
 * cut off: a client that cannot finish its request would not see the answer.
 *
 * @throws HttpError 400 when the client leaves before the end
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
    // The client left: there is nobody to tell, and nothing for operators to look into.
    request.on('error', () => reject(new HttpError(400, () => ({ detail: 'The body did not arrive.' }))));
  });
