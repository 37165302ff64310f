import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../../application/shared/logger.ts';
import { Child, type ChildHandle, type ChildRole } from './child.ts';
import { GatheredMetrics } from './gathered-metrics.ts';
import { keepRunning } from './keep-running.ts';
import { readSnapshot, readStatus, snapshotIn } from './messages.ts';
import { makeProcessMetrics } from './process-metrics.ts';
import { workerHealth } from './worker-health.ts';

type Options = Readonly<{
  /** One for each process that is wanted. */
  roles: readonly ChildRole[];
  fork: (role: ChildRole) => ChildHandle;
  logger: Logger;
  /** How long processes may take to end before they are killed, in ms. */
  endMs: number;
  /** How often each is asked how it is, in ms. */
  lookMs?: number;
  /** How long the parent waits for what a process measured, in ms: less than whoever reads the metrics does. */
  metricsMs?: number;
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}>;

export type Processes = Readonly<{
  /** Resolves when processes end again and again at their start: nothing is started any more then. */
  givenUp: Promise<void>;
  /** What all of them measured together, in the text format of Prometheus. */
  readMetrics(): Promise<string>;
  /** Asks all of them to finish what is under way, and resolves when they have ended. */
  stop(): Promise<void>;
}>;

/** After so many unanswered questions in a row a process is killed: with the usual distance, after a minute. */
const MOST_UNANSWERED = 12;

const pauseUnlessStopped = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

/** Starts processes, and keeps as many running as are wanted. */
export function startProcesses(options: Options): Processes {
  const {
    roles,
    fork,
    logger,
    endMs,
    lookMs = 5_000,
    metricsMs = 5_000,
    pause = pauseUnlessStopped,
  } = options;
  const stopping = new AbortController();
  const children = new Set<Child>();
  const gathered = new GatheredMetrics<Child>();
  const { registry, processes, restarts } = makeProcessMetrics();
  let workerSeenAt = performance.now();

  async function run(role: ChildRole) {
    const child = new Child(role, fork(role));
    children.add(child);
    const end = await child.ended;
    children.delete(child);
    gathered.end(child);
    return { ...end, pid: child.pid };
  }

  const keep = (role: ChildRole): Promise<boolean> =>
    keepRunning({
      run: () => run(role),
      onEnd: (end, { pauseMs }) => {
        restarts.inc({ role });
        const words =
          pauseMs === undefined ? 'ends again and again, and is not started' : 'has ended, and is started';
        logger.warn(`a process ${words} again`, { role, ...end, pause_ms: pauseMs });
      },
      stopping: stopping.signal,
      pause: (ms) => pause(ms, stopping.signal),
      now: () => performance.now(),
    });

  async function look(child: Child): Promise<void> {
    const status = readStatus(await child.ask('health', lookMs));
    if (status !== undefined) {
      child.health = status;
      child.silence = 0;
      return;
    }
    child.silence += 1;
    if (child.silence < MOST_UNANSWERED || !children.has(child)) return;
    logger.error('a process answers nothing any more, and is killed', { role: child.role, pid: child.pid });
    child.kill();
  }

  function tellOfWorkers(): void {
    const workers = [...children].filter(({ role }) => role === 'worker');
    if (workers.length > 0) workerSeenAt = performance.now();
    const status = workerHealth(
      workers.map(({ health }) => health),
      performance.now() - workerSeenAt,
    );
    for (const child of children) if (child.role === 'web') child.send({ regie: 'worker_health', status });
  }

  const looking = setInterval(() => {
    for (const child of children) void look(child);
    if (roles.includes('worker')) tellOfWorkers();
  }, lookMs);
  const kept = roles.map(keep);

  async function readAll(): Promise<string> {
    const answering = new Set<Child>();
    await Promise.all(
      [...children].map(async (child) => {
        const snapshot = snapshotIn(await child.ask('metrics', metricsMs));
        if (snapshot === undefined || !children.has(child)) return;
        gathered.take(child, snapshot);
        answering.add(child);
      }),
    );
    for (const role of new Set(roles)) {
      const running = [...children].filter((child) => child.role === role);
      processes.set({ role, state: 'wanted' }, roles.filter((wanted) => wanted === role).length);
      processes.set({ role, state: 'running' }, running.length);
      processes.set({ role, state: 'silent' }, running.filter((child) => !answering.has(child)).length);
    }
    return gathered.text(answering, readSnapshot(await registry.getMetricsAsJSON()));
  }

  return {
    givenUp: new Promise((resolve) => {
      for (const one of kept) void one.then((hasGivenUp) => hasGivenUp && resolve());
    }),
    readMetrics: readAll,
    stop: async () => {
      stopping.abort();
      clearInterval(looking);
      const left = [...children];
      for (const child of left) child.send({ regie: 'end' });
      const late = setTimeout(() => {
        for (const child of children) {
          logger.error('a process did not end in time, and is killed', { role: child.role, pid: child.pid });
          child.kill();
        }
      }, endMs);
      await Promise.all(left.map(({ ended }) => ended));
      clearTimeout(late);
    },
  };
}
