import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import type { Account } from './run-program.ts';

type Options = Readonly<{
  /** Path of the `postgres` program. */
  postgres: string;
  dataDir: string;
  port: number;
  account: Account | undefined;
  settings: Readonly<Record<string, string>>;
}>;

type Launched = Readonly<{
  pid: number;
  /** Resolves with the end of its log when the server ends. */
  ended: Promise<string>;
  /** Kills the server if it has not ended. */
  kill(): void;
}>;

/**
 * Starts the server in a session of its own: neither Ctrl-C in our terminal nor our death ends it, so that it is always
 * stopped in order. It writes to `<dataDir>.log`. Returns before it accepts connections.
 */
export async function launchPostmaster(options: Options): Promise<Launched> {
  const { dataDir, account } = options;
  const logFile = `${dataDir}.log`;
  const log = await open(logFile, 'a', 0o600);
  const logStart = (await log.stat()).size;
  try {
    const child = spawn(
      options.postgres,
      ['-D', dataDir, '-p', String(options.port), ...flags(options.settings)],
      {
        ...account,
        cwd: '/',
        // None of our own environment: it may contain secrets, and PG* variables would affect the server.
        env: { PATH: process.env['PATH'], TZ: 'UTC' },
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      },
    );
    const ended = once(child, 'exit').then(async () =>
      (await readFile(logFile)).subarray(logStart).toString('utf8').trim().split('\n').slice(-8).join('\n'),
    );
    // The caller awaits it only while the server starts; a later end is handled elsewhere.
    ended.catch(() => undefined);
    await once(child, 'spawn');
    child.unref();
    return { pid: child.pid ?? 0, ended, kill: () => void child.kill('SIGKILL') };
  } finally {
    await log.close();
  }
}

const flags = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
