import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends a request written by hand, one line each, and returns everything that the server sends until it closes. */
export async function rawExchange(url: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'), 'latin1');
  let answer = '';
  for await (const chunk of socket.setEncoding('latin1')) answer += chunk;
  return answer;
}
