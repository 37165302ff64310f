import type { LogFields } from '../../application/shared/logger.ts';

/** The circumstances of a failure. Everything in it is scrubbed before it is sent. */
export type FailureContext = {
  /** Type of the log entry; becomes a tag. */
  readonly logger?: string | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
  readonly fields?: LogFields | undefined;
};

/** Sends failures to the error tracker, each once however often it is reported. Never throws. */
export interface ErrorReporter {
  capture(error: unknown, context?: FailureContext): void;
  /** Sends waiting reports and stops. @returns whether everything was sent within `timeoutMs`. */
  close(timeoutMs: number): Promise<boolean>;
}
