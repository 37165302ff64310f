/** The application as the launcher runs it: the production program, which also ends when the launcher has ended. */
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { createShutdown } from '../../src/infrastructure/observability/graceful-shutdown.ts';
import { watchUncaughtFailures } from '../../src/infrastructure/observability/uncaught-failures.ts';
import { startApplication } from '../../src/infrastructure/start-application.ts';
import { stopRequested } from '../companion/stop-requested.ts';

const stopping = stopRequested();
const { logger, steps } = await startApplication(loadSettings());
const shutdown = createShutdown({ logger, steps });
watchUncaughtFailures({ logger, shutdown });
await shutdown.run(await stopping);
