import type { LogFields } from '../../application/shared/logger.ts';

/** Where and during what a failure happened. Everything in it is scrubbed before it leaves. */
export type FailureContext = {
  /** Type of the log entry; becomes a tag. */
  readonly logger?: string | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
  readonly fields?: LogFields | undefined;
};

/** Tells the error tracker about failures, each once however often it is reported. Never throws. */
export interface ErrorReporter {
  capture(error: unknown, context?: FailureContext): void;
  /** Sends what waits and stops. @returns whether everything was sent within `timeoutMs`. */
  close(timeoutMs: number): Promise<boolean>;
}
