import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Development, openDevelopment } from '../support/development.ts';
import { eventually } from '../support/eventually.ts';
import type { LauncherProcess } from '../support/launcher-process.ts';
import { type RunningProcess, stillRunning } from '../support/process-tree.ts';

let development: Development;
beforeAll(async () => {
  development = await openDevelopment();
});
afterAll(() => development?.close());

/** Every process that the launcher starts from now on, as far as frequent checks can see. */
function watchDescendants(launcher: LauncherProcess) {
  const seen = new Map<number, RunningProcess>();
  let looking = true;
  const done = (async () => {
    while (looking) {
      for (const one of await launcher.descendants()) seen.set(one.pid, one);
      await delay(20);
    }
  })();
  return async (): Promise<readonly RunningProcess[]> => {
    looking = false;
    await done;
    return [...seen.values()];
  };
}

async function expectNothingLeft(seen: readonly RunningProcess[]): Promise<void> {
  expect(seen.length).toBeGreaterThan(0);
  await eventually(async () => expect(await stillRunning(seen)).toEqual([]));
  expect(await development.postgres()).toBeUndefined();
}

type Moment = readonly [name: string, when: RegExp, ask: (launcher: LauncherProcess) => void];

const MOMENTS: readonly Moment[] = [
  ['while everything starts', /^\[/, (launcher) => launcher.signalGroup('SIGINT')],
  ['once PostgreSQL runs', /PostgreSQL on port/, (launcher) => launcher.signal('SIGTERM')],
  ['while the application starts', /up to date|migrations/, (launcher) => launcher.signalGroup('SIGINT')],
];

it.each(MOMENTS)('asked to stop %s, it leaves nothing running', async (_, when, ask) => {
  const launcher = await development.start();
  const seen = watchDescendants(launcher);
  await launcher.says(when);
  ask(launcher);
  expect(await launcher.ended).toEqual({ code: 0, signal: null });
  await expectNothingLeft(await seen());
  expect(launcher.lines.at(-1)).toBe('[start] everything is stopped');
  expect(launcher.lines.join('\n')).not.toContain('did not start');
});

it('killed while companions start, it takes them with it', async () => {
  const launcher = await development.start();
  let started: readonly RunningProcess[] = [];
  await eventually(
    async () => {
      started = await launcher.descendants();
      expect(started.length).toBeGreaterThan(2);
    },
    { patience: 60_000, interval: 20 },
  );
  launcher.signal('SIGKILL');
  await launcher.ended;
  await eventually(
    async () => {
      // PostgreSQL outlives its launcher, for the next one.
      const postgres = await development.postgres();
      const left = await stillRunning(started);
      expect(left.filter(({ pid, parent }) => ![pid, parent].includes(postgres?.pid ?? 0))).toEqual([]);
    },
    { interval: 100 },
  );
});

it('names a port that is taken, and the variable that moves it, before it starts anything', async () => {
  const occupant = createServer().listen(Number(development.ports.DIMAIL_PORT), '127.0.0.1');
  await once(occupant, 'listening');
  const launcher = await development.start();
  const seen = watchDescendants(launcher);
  expect(await launcher.ended).toEqual({ code: 1, signal: null });
  expect(launcher.lines.join('\n')).toContain(`port ${development.ports.DIMAIL_PORT}, for dimail, is taken`);
  expect(launcher.lines.join('\n')).toContain('DIMAIL_PORT');
  expect(await seen()).toEqual([]);
  occupant.close();
  await once(occupant, 'close');
});

it('tells everything that is wrong in the environment at once, before it starts anything', async () => {
  const launcher = await development.start({ JOB_CONCURRENCY: 'many', REGIE_PUBLIC_URL: 'nowhere' });
  const seen = watchDescendants(launcher);
  expect(await launcher.ended).toEqual({ code: 1, signal: null });
  const output = launcher.lines.join('\n');
  expect(output).toContain('JOB_CONCURRENCY: must be a number');
  expect(output).toContain('REGIE_PUBLIC_URL: must be an http(s) URL');
  expect(output).not.toMatch(/^ +at /m);
  expect(await seen()).toEqual([]);
});

it('names the companion that does not start and why, and leaves nothing running', async () => {
  const launcher = await development.start({ OPENID_PROVIDER_USERINFO_FORMAT: 'carrier-pigeon' });
  const seen = watchDescendants(launcher);
  expect(await launcher.ended).toEqual({ code: 1, signal: null });
  await expectNothingLeft(await seen());
  const output = launcher.lines.join('\n');
  expect(output).toContain('openid-provider did not start: it ended with code 1');
  expect(output).toContain('OPENID_PROVIDER_USERINFO_FORMAT must be json or jwt');
});

it('stops everything when a program that others need ends by itself', async () => {
  const launcher = await development.start();
  const seen = watchDescendants(launcher);
  await launcher.ready();
  const companions = (await launcher.descendants()).filter(({ parent }) => parent === launcher.pid);
  const postgres = await development.postgres();
  const victim = companions.find(({ pid }) => pid !== postgres?.pid);
  process.kill(victim?.pid ?? 0, 'SIGKILL');
  expect(await launcher.ended).toEqual({ code: 1, signal: null });
  await expectNothingLeft(await seen());
  expect(launcher.lines.join('\n')).toMatch(/^\S+ ended by itself \(SIGKILL\)$/m);
});
