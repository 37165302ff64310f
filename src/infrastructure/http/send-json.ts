import type { ServerResponse } from 'node:http';

/** Answers JSON under a bare media type, as the contract has it (1.3). The body of a HEAD is left out by node. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  type = 'application/json',
): void {
  const text = Buffer.from(JSON.stringify(body), 'utf8');
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', text.length);
  response.end(text);
}
