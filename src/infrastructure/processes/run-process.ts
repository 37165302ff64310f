import cluster from 'node:cluster';
import { loadSettings } from '../config/settings.ts';
import { createShutdown, type Shutdown } from '../observability/graceful-shutdown.ts';
import { watchUncaughtFailures } from '../observability/uncaught-failures.ts';
import { type Application, startApplication } from '../start-application.ts';
import { listenToParent } from './listen-to-parent.ts';
import type { ProcessRole } from './process-role.ts';

/** Runs the application in this process until a signal, or the process that started it, ends it. */
export async function runProcess(role: ProcessRole): Promise<void> {
  let application: Application | undefined;
  let shutdown: Shutdown | undefined;
  const parent = cluster.isWorker
    ? listenToParent({
        answers: {
          health: async () => application?.workerHealth?.() ?? 'ok',
          metrics: async () => application?.collectMetrics?.() ?? [],
        },
        onEnd: () => {
          if (shutdown) void shutdown.run('the parent ends');
          // It has only begun to start.
          else process.exit(0);
        },
      })
    : undefined;
  const settings = loadSettings();
  application = await startApplication(settings, { role, parent });
  const { logger, steps, workerGivenUp } = application;
  shutdown = createShutdown({ logger, steps, delayMs: settings.shutdownDelayMs });
  shutdown.listen();
  watchUncaughtFailures({ logger, shutdown });
  // The process ends, for its supervisor to start a fresh one; one that only seems to work would keep its place.
  await workerGivenUp;
  await shutdown.run('no background jobs', 1);
}
