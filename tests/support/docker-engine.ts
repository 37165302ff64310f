import { request } from 'node:http';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 1_000;

/** Whether a Docker engine answers where Testcontainers would look for one. Takes a second at most. */
export async function dockerAnswers(): Promise<boolean> {
  const host = process.env['DOCKER_HOST'];
  if (host?.startsWith('tcp://')) return listens(new URL(host));
  const sockets = host?.startsWith('unix://') ? [host.slice('unix://'.length)] : usualSockets();
  return (await Promise.all(sockets.map(pings))).includes(true);
}

const usualSockets = () => [
  '/var/run/docker.sock',
  ...[
    process.env['XDG_RUNTIME_DIR'],
    join(homedir(), '.docker', 'run'),
    join(homedir(), '.docker', 'desktop'),
  ]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'docker.sock')),
];

/** Sends a request over the socket: a stopped engine may have left the file alone. */
const pings = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const question = request({ socketPath, path: '/_ping', timeout: PATIENCE_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    question.once('timeout', () => question.destroy(new Error('no answer')));
    question.once('error', () => resolve(false));
    question.end();
  });

/** Over TCP the engine may require a client certificate, which Testcontainers can provide. */
const listens = ({ hostname, port }: URL): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 2375), timeout: PATIENCE_MS });
    const answer = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
