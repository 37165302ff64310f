/** Values to search for. Never a secret, a token, a password or a whole request. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Logs what happened, for operators. An `error` entry that carries an `Error` is also reported to the error tracker,
 * once.
 */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields, error?: unknown): void;
  error(message: string, fields?: LogFields, error?: unknown): void;
}
