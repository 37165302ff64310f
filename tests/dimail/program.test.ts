import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../dev/dimail/main.ts', import.meta.url));
const WITH_TSX = ['--import', 'tsx'];

describe('dimail server, as a program', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  /** The address the program says it listens on. */
  async function addressOf({ stdout }: ChildProcess): Promise<string> {
    if (!stdout) {
      throw new Error('the program has no output');
    }
    const [line] = await once(createInterface(stdout), 'line');
    return /http:\S+/.exec(String(line))?.[0] ?? '';
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'listens where the environment says, and ends on %s',
    async (signal) => {
      const env = { ...process.env, DIMAIL_PORT: '0' };
      child = spawn(process.execPath, [...WITH_TSX, PROGRAM], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const url = await addressOf(child);
      expect((await fetch(`${url}/__control__/state`)).status).toBe(200);
      const ended = once(child, 'exit');
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
    },
  );

  it('listens where its argument says, and ends when the process that started it lets go', async () => {
    child = fork(PROGRAM, ['0'], { execArgv: WITH_TSX, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const url = await addressOf(child);
    expect((await fetch(`${url}/token/`)).status).toBe(401);
    const ended = once(child, 'exit');
    child.disconnect();
    expect(await ended).toEqual([0, null]);
  });
});
