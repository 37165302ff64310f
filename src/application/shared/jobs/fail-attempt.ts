import { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../logger.ts';
import type { JobOutcome } from './job.ts';

/**
 * How long a job waits, in seconds, after a failure that operators must repair (wrong credentials, unreadable answer):
 * growing delays would only postpone the work after the repair.
 */
const OPERATOR_RETRY_SECONDS = 60;

/**
 * The outcome of a job whose attempt failed for operators to repair: the failure is logged, and the job is retried soon.
 *
 * @throws the error of an outage, or a bug's, for the queue to retry later
 */
export function failAttempt(
  logger: Logger,
  message: string,
  fields: Readonly<Record<string, unknown>>,
  error: unknown,
): JobOutcome {
  if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
  logger.error(message, { ...fields, code: error.code }, error);
  return { retryInSeconds: OPERATOR_RETRY_SECONDS };
}
