import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listening } from './listening.ts';

/** Passes requests on to a server, and keeps the headers they came with. */
export async function startRecordingProxy(target: string) {
  const heard: IncomingHttpHeaders[] = [];
  const { url, close } = await listening(async (request, response) => {
    heard.push(request.headers);
    const { method = 'GET', headers } = request;
    const body = await buffer(request);
    const answer = await fetch(new URL(request.url ?? '/', target), {
      method,
      redirect: 'manual',
      headers: {
        ...(headers.authorization ? { authorization: headers.authorization } : {}),
        ...(headers['content-type'] ? { 'content-type': headers['content-type'] } : {}),
      },
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  return { url, heard, close };
}
