import type { Logger } from '../../application/shared/logger.ts';
import type { Shutdown } from './graceful-shutdown.ts';

type Options = {
  readonly logger: Logger;
  readonly shutdown: Pick<Shutdown, 'run'>;
  readonly source?: NodeJS.EventEmitter;
};

const EXIT_FAILURE = 1;

/**
 * Logs and reports uncaught errors, then ends the process with code 1: its state is unknown, and its supervisor starts a
 * fresh one.
 * @returns a function to stop watching.
 */
export function watchUncaughtFailures({ logger, shutdown, source = process }: Options): () => void {
  const end = (kind: string) => (error: unknown) => {
    logger.error('Nothing caught a failure', { kind }, error ?? new Error('rejected without a reason'));
    void shutdown.run(kind, EXIT_FAILURE);
  };
  const onException = end('uncaughtException');
  const onRejection = end('unhandledRejection');
  source.on('uncaughtException', onException).on('unhandledRejection', onRejection);
  return () => void source.off('uncaughtException', onException).off('unhandledRejection', onRejection);
}
