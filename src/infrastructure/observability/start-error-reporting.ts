import type { ErrorReporter } from './error-reporter.ts';
import { isDsn } from './is-dsn.ts';
import type { SentryOptions } from './sentry-error-reporter.ts';

/** Without a DSN nothing is reported. */
type Options = Omit<SentryOptions, 'dsn'> & { readonly dsn?: string | undefined };

const NOTHING: ErrorReporter = { capture: () => undefined, close: async () => true };

/**
 * Starts reporting to Sentry. Without a DSN its SDK, which takes a third of our start time, is not even loaded.
 *
 * @throws Error when the DSN is not one; the message does not quote it.
 */
export async function startErrorReporting({ dsn, ...options }: Options): Promise<ErrorReporter> {
  if (dsn === undefined || dsn === '') return NOTHING;
  if (!isDsn(dsn)) throw new Error('The DSN of the error tracker is not valid');
  const { openSentry } = await import('./sentry-error-reporter.ts');
  return openSentry({ dsn, ...options });
}
