import { riskySettings } from '../config/risky-settings.ts';
import { loadSettings } from '../config/settings.ts';
import { createShutdown, type ShutdownStep } from '../observability/graceful-shutdown.ts';
import { startMetricsServer } from '../observability/metrics/start-metrics-server.ts';
import { watchUncaughtFailures } from '../observability/uncaught-failures.ts';
import { startLogging } from '../start-logging.ts';
import { forkChild } from './fork-child.ts';
import type { ProcessRole } from './process-role.ts';
import { startProcesses } from './start-processes.ts';

/** How long a process may take to end in order, in ms, besides its `SHUTDOWN_DELAY`: as long as it gives itself. */
const END_MS = 26_000;

/**
 * Answers requests in several processes on one port and carries out jobs in one more, until a signal ends them all.
 *
 * @throws ConfigurationError, before any is started
 */
export async function runProcesses(count: number, role: Exclude<ProcessRole, 'worker'>): Promise<void> {
  const settings = loadSettings();
  const { shutdownDelayMs, jobs, metrics } = settings;
  const { logger, closing } = await startLogging(settings);
  for (const line of [...riskySettings(settings), ...settings.notices]) logger.warn(line);
  const endMs = END_MS + shutdownDelayMs;
  const hasWorker = role === 'both' && jobs.concurrency > 0;
  const processes = startProcesses({
    roles: [
      ...Array.from({ length: count }, () => 'web' as const),
      ...(hasWorker ? ['worker' as const] : []),
    ],
    fork: forkChild,
    logger,
    endMs,
  });
  const steps: ShutdownStep[] = [{ name: 'processes', stop: processes.stop, timeoutMs: endMs + 1_000 }];
  if (metrics) {
    const server = await startMetricsServer({ ...metrics, read: processes.readMetrics, logger }).catch(
      async (error: unknown) => {
        await processes.stop();
        throw error;
      },
    );
    steps.push({ name: 'metrics', stop: () => server.stop(), timeoutMs: 3_000 });
  }
  steps.push(closing);
  const shutdown = createShutdown({ logger, steps, deadlineMs: END_MS + 2_000, delayMs: shutdownDelayMs });
  shutdown.listen();
  watchUncaughtFailures({ logger, shutdown });
  logger.info('Started processes', { web: count, worker: hasWorker ? 1 : 0 });
  await processes.givenUp;
  await shutdown.run('processes end again and again', 1);
}
