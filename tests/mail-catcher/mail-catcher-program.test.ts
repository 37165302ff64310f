import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';

describe('mail catcher program', () => {
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
  });

  async function start(): Promise<{ program: ChildProcess; url: string }> {
    const program = fork('dev/mail-catcher/main.ts', {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, MAIL_CATCHER_SMTP_PORT: '0', MAIL_CATCHER_HTTP_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    child = program;
    let output = '';
    for await (const chunk of program.stdout ?? []) {
      output += String(chunk);
      const url = /mails on (http:\S+)/.exec(output)?.[1];
      if (url !== undefined) return { program, url };
    }
    throw new Error(`The program ended with: ${output}`);
  }

  it.each([
    ['SIGTERM', (program: ChildProcess) => program.kill('SIGTERM')],
    ['SIGINT', (program: ChildProcess) => program.kill('SIGINT')],
    ['the end of its parent', (program: ChildProcess) => program.disconnect()],
  ])('ends by itself on %s', async (_, end) => {
    const { program, url } = await start();
    expect(await (await fetch(`${url}/api/messages`)).json()).toEqual([]);
    const exit = once(program, 'exit');
    end(program);
    expect(await exit).toEqual([0, null]);
  });
});
