import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { createLogger } from '../observability/mozlog-logger.ts';
import type { ChildEnd, ChildHandle, ChildRole } from './child.ts';
import { listenToParent } from './listen-to-parent.ts';
import type { MessageToChild } from './messages.ts';
import { startProcesses } from './start-processes.ts';

type Given = Partial<{ health: () => Promise<unknown>; metrics: () => Promise<unknown>; heedsEnd: boolean }>;

/** Processes that answer their parent as ours do, but live in this one. */
function someProcesses(given: (role: ChildRole, nth: number) => Given = () => ({})) {
  const started: { role: ChildRole; kill: () => void; workerHealth: () => Promise<string> }[] = [];
  const changes = new EventEmitter();
  const fork = (role: ChildRole): ChildHandle => {
    const {
      health = async () => 'ok',
      metrics = async () => [],
      heedsEnd = true,
    } = given(role, started.length);
    const toChild = new EventEmitter();
    const toParent = new EventEmitter();
    let end: (how: ChildEnd) => void = () => undefined;
    const ended = new Promise<ChildEnd>((resolve) => {
      end = resolve;
    });
    const parent = listenToParent({
      answers: { health, metrics },
      onEnd: () => heedsEnd && end({ code: 0, signal: undefined }),
      channel: {
        on: (event, listener) => toChild.on(event, listener),
        send: (message) => void toParent.emit('message', message),
      },
    });
    const kill = () => end({ code: undefined, signal: 'SIGKILL' });
    started.push({ role, kill, workerHealth: async () => String(await parent.workerHealth()) });
    changes.emit('started');
    return {
      pid: started.length,
      ended,
      send: (message: MessageToChild) => void toChild.emit('message', message),
      onMessage: (listener) => void toParent.on('message', listener),
      kill,
    };
  };
  return { fork, started, nextStart: () => once(changes, 'started') };
}

function keepLog() {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { lines, logger: createLogger({ name: 'test', level: 'info', release: '1', destination }) };
}

const start = (fork: (role: ChildRole) => ChildHandle, roles: readonly ChildRole[], more = {}) => {
  const pauses: number[] = [];
  const { lines, logger } = keepLog();
  const pause = async (ms: number) => void pauses.push(ms);
  return {
    pauses,
    lines,
    ...startProcesses({
      roles,
      fork,
      logger,
      endMs: 10_000,
      lookMs: 60_000,
      metricsMs: 10_000,
      pause,
      ...more,
    }),
  };
};

it('starts one process a role, replaces the one that ends, and ends all when asked to', async () => {
  const { fork, started, nextStart } = someProcesses();
  const { stop, readMetrics, lines } = start(fork, ['web', 'web', 'worker']);
  expect(started.map(({ role }) => role)).toEqual(['web', 'web', 'worker']);
  started[1]?.kill();
  await nextStart();
  expect(started.map(({ role }) => role)).toEqual(['web', 'web', 'worker', 'web']);
  expect(lines.join('')).toContain('SIGKILL');
  const text = await readMetrics();
  expect(text).toContain('regie_processes{role="web",state="running"} 2');
  expect(text).toContain('regie_process_restarts_total{role="web"} 1');
  await stop();
  expect(started).toHaveLength(4);
});

it('gives up where a process ends again and again, after growing pauses', async () => {
  const { fork, started } = someProcesses();
  const { givenUp, pauses, stop } = start(
    (role) => {
      const handle = fork(role);
      if (role === 'worker') handle.kill();
      return handle;
    },
    ['web', 'worker'],
  );
  await givenUp;
  expect(started.filter(({ role }) => role === 'worker')).toHaveLength(6);
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  await stop();
});

it('leaves out of the metrics, and counts, a process that does not answer in time', async () => {
  const silence = new Promise<never>(() => undefined);
  const gauge = {
    name: 'connections',
    help: '',
    type: 'gauge',
    aggregator: 'sum',
    values: [{ value: 3, labels: {} }],
  };
  const { fork } = someProcesses((_role, nth) => ({
    metrics: nth === 0 ? () => silence : async () => [gauge],
  }));
  const { readMetrics, stop } = start(fork, ['web', 'web', 'web'], { metricsMs: 20 });
  const text = await readMetrics();
  expect(text).toContain('connections 6');
  expect(text).toContain('regie_processes{role="web",state="silent"} 1');
  expect(text).toContain('regie_processes{role="web",state="running"} 3');
  await stop();
});

it.each([
  ['health', { health: async () => 'splendid' }],
  ['metrics', { metrics: async () => [{ name: 7 }] }],
])('takes an answer about %s that is none for silence', async (about, given) => {
  const { fork, started, nextStart } = someProcesses((_role, nth) => (nth === 0 ? given : {}));
  const { stop, readMetrics, lines } = start(fork, ['web', 'web'], {
    lookMs: about === 'health' ? 5 : 60_000,
  });
  if (about === 'health') {
    await nextStart();
    expect(lines.join('')).toContain('answers nothing any more');
    expect(started).toHaveLength(3);
  } else expect(await readMetrics()).toContain('regie_processes{role="web",state="silent"} 1');
  await stop();
});

it('waits for no answer of a process that has ended meanwhile', async () => {
  const { fork, started } = someProcesses(() => ({ metrics: () => new Promise(() => undefined) }));
  const { readMetrics, stop } = start(fork, ['web'], {
    metricsMs: 600_000,
    pause: () => new Promise(() => undefined),
  });
  const text = readMetrics();
  started[0]?.kill();
  expect(await text).toContain('regie_processes{role="web",state="running"} 0');
  await stop();
});

it('kills a process that answers nothing any more, and one that does not end', async () => {
  const silence = new Promise<never>(() => undefined);
  const { fork, started, nextStart } = someProcesses((_role, nth) =>
    nth === 0 ? { health: () => silence } : { heedsEnd: false },
  );
  const { stop, lines } = start(fork, ['web'], { lookMs: 5, endMs: 20 });
  await nextStart();
  expect(lines.join('')).toContain('answers nothing any more');
  await stop();
  expect(started).toHaveLength(2);
  expect(lines.join('')).toContain('did not end in time');
});

it('tells the processes that answer requests how it stands with the one that carries out jobs', async () => {
  let health = 'error';
  const { fork, started } = someProcesses((role) =>
    role === 'worker' ? { health: async () => health } : {},
  );
  const { stop } = start(fork, ['web', 'worker'], { lookMs: 5, pause: () => new Promise(() => undefined) });
  const told = async (status: string) =>
    expect.poll(() => started[0]?.workerHealth(), { interval: 5 }).toBe(status);
  await told('error');
  health = 'ok';
  await told('ok');
  started[1]?.kill();
  await told('warning');
  await stop();
});
