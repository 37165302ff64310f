import type { ServerResponse } from 'node:http';

/** Answers JSON under a bare media type, as the contract has it (1.3). The body of a HEAD is left out by node. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  type = 'application/json',
): void {
  const text = JSON.stringify(body);
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
