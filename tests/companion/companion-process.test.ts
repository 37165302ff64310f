import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Companion,
  type CompanionOptions,
  startCompanion,
} from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const COMPANION = fileURLToPath(new URL('./programs/companion.ts', import.meta.url));
const LAUNCHER = fileURLToPath(new URL('./programs/launcher.ts', import.meta.url));

describe('a companion process', () => {
  const lines: string[] = [];
  const started: Companion[] = [];
  const start = async (options: Partial<CompanionOptions> = {}) => {
    const companion = await startCompanion({
      name: 'pear',
      program: COMPANION,
      ready: { line: /listening on (\d+)/ },
      write: (line) => lines.push(line),
      ...options,
    });
    started.push(companion);
    return companion;
  };
  const announced = (pattern: RegExp) => Number(pattern.exec(lines.join('\n'))?.[1]);
  const isGone = (pid: number) => () => expect(() => process.kill(pid, 0)).toThrow('ESRCH');

  beforeEach(() => {
    lines.length = 0;
  });
  afterEach(async () => {
    for (const companion of started.splice(0)) await companion.stop();
  });

  it('is ready when it says so, and tells what it said', async () => {
    const companion = await start({ env: { GREETING: 'good morning' } });
    expect(companion.readyLine?.[1]).toBe('4242');
    expect(lines).toEqual(['[pear] good morning, listening on 4242']);
  });

  it('is ready when its address answers without a server error', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const companion = await start({ args: ['--port', String(port), '--silent'], ready: { url } });
    expect(companion.readyLine).toBeUndefined();
    expect((await fetch(url)).status).toBe(200);
  });

  it('stops in order when asked, as often as asked, and its last lines are heard', async () => {
    const companion = await start();
    expect(await Promise.all([companion.stop(), companion.stop()])).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
    expect(await companion.ended).toEqual({ code: 0, signal: null });
    expect(lines.at(-1)).toBe('[pear] ending: SIGTERM');
    isGone(companion.pid)();
  });

  it('is killed when it does not stop within the grace period', async () => {
    const companion = await start({ args: ['--stubborn'], graceMs: 200 });
    expect(await companion.stop()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(lines).toContain('[pear] ending: SIGTERM');
  });

  it('leaves no children of its own behind, even when it crashes', async () => {
    const companion = await start({ args: ['--child'] });
    const child = announced(/child (\d+)/);
    process.kill(child, 0);
    process.kill(companion.pid, 'SIGKILL');
    expect(await companion.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await eventually(() => expectEnded(child));
  });

  it('does not receive the signals of our own process group', async () => {
    const companion = await start();
    const stat = await readFile(`/proc/${companion.pid}/stat`, 'utf8');
    const [, , group, session] = stat
      .slice(stat.lastIndexOf(')') + 1)
      .trim()
      .split(' ');
    expect({ group, session }).toEqual({ group: String(companion.pid), session: String(companion.pid) });
  });

  it('reports the end of its output when it ends before it is ready', async () => {
    await expect(start({ args: ['--fail', '3'] })).rejects.toThrow(
      /^pear did not start: it ended with code 3[\s\S]*no such thing/,
    );
  });

  it('is stopped when it is not ready in time', async () => {
    await expect(start({ args: ['--silent', '--child'], readyTimeoutMs: 3_000 })).rejects.toThrow(
      'pear did not start: it was not ready after 3000 ms',
    );
    await eventually(() => expectEnded(announced(/child (\d+)/)));
  });

  it.each([{ line: /never/ }, { url: 'http://127.0.0.1:1/' }])(
    'is stopped when its launcher gives up waiting for %o',
    async (ready) => {
      const controller = new AbortController();
      const starting = start({ args: ['--child'], ready, signal: controller.signal });
      await eventually(() => expect(lines).toContain('[pear] hello, listening on 4242'));
      controller.abort();
      await expect(starting).rejects.toThrow('pear did not start');
      await eventually(() => expectEnded(announced(/child (\d+)/)));
    },
  );

  it('notices the death of its launcher, and still stops in order', async () => {
    const folder = await temporaryFolder();
    const farewell = join(folder.path, 'farewell');
    const launcher = await start({
      program: LAUNCHER,
      args: ['--farewell', farewell],
      ready: { line: /launched (\d+)/ },
    });
    process.kill(launcher.pid, 'SIGKILL');
    await eventually(async () => {
      expect(await readFile(farewell, 'utf8')).toBe('the launcher is gone\n');
      await expectEnded(Number(launcher.readyLine?.[1]));
    });
    await folder.remove();
  });
});

/** Gone, or dead and not collected yet: an orphan's entry stays until process 1 collects it. */
async function expectEnded(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(0);
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  expect(stat.slice(stat.lastIndexOf(')') + 2).charAt(0)).toBe('Z');
}
