/** A process with a step that ends on a line of its standard input, for tests of signals. */
import { once } from 'node:events';
import { createShutdown } from '../../../src/infrastructure/observability/graceful-shutdown.ts';
import { createLogger } from '../../../src/infrastructure/observability/mozlog-logger.ts';
import { watchUncaughtFailures } from '../../../src/infrastructure/observability/uncaught-failures.ts';

const logger = createLogger({ name: 'regie.test', level: 'info', release: '1' });
const lastWord = once(process.stdin, 'data');
const shutdown = createShutdown({
  logger,
  steps: [
    {
      name: 'waits for a word',
      timeoutMs: 20_000,
      stop: async () => {
        logger.info('stopping');
        await lastWord;
      },
    },
  ],
});
shutdown.listen();
watchUncaughtFailures({ logger, shutdown });
if (process.argv[2] === 'throw') setImmediate(() => Promise.reject(new Error('token=S3cr3t')));
logger.info('ready');
