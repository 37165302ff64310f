import { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../logger.ts';
import type { JobOutcome } from './job.ts';

/**
 * How long a job waits, in seconds, after a failure that operators must look at (wrong credentials, unreadable answer):
 * waiting longer each time would only delay what they have mended.
 */
const OPERATOR_RETRY_SECONDS = 60;

/**
 * What becomes of a job whose attempt failed: operators are told, and it is tried again soon.
 *
 * @throws the error of an outage, or of ours, for the queue to try again later
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
