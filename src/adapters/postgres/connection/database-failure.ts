import { DatabaseError } from 'pg';

/**
 * Why the database could not be used. `away`: the connection is lost, silent or leads to a read-only server; a new one
 * is needed. `no_room`: the server accepts no more connections. `exhausted`: it is out of space or memory. `overdue`: it
 * cancelled a slow statement. After the last two the connection remains usable.
 */
export type DatabaseFailure = 'away' | 'no_room' | 'exhausted' | 'overdue';

/** Appendix A of PostgreSQL's documentation, "PostgreSQL Error Codes". */
const BY_CODE: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [/^53300$/, 'no_room'],
  [/^53/, 'exhausted'],
  // The operating system refused the server a file or a read, mostly because of the disk.
  [/^58(?:000|030)$/, 'exhausted'],
  [/^57014$/, 'overdue'],
  [/^57P0/, 'away'],
  [/^08/, 'away'],
  // Read only: after a fail-over this server is a replica, and new connections lead to the primary.
  [/^25006$/, 'away'],
  [/^25P0[34]$/, 'away'],
];

/** Errors of the driver without a code. All are about the connection, not the statement. */
const LOST_BEFORE_SENDING: ReadonlySet<string> = new Set([
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
]);
const LOST: ReadonlySet<string> = new Set([
  ...LOST_BEFORE_SENDING,
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Query read timeout',
  'timeout expired',
]);

/**
 * The failure behind an error of a statement; undefined when it is not about the database's state, such as a violated
 * constraint.
 */
export function failureOfStatement(error: unknown): DatabaseFailure | undefined {
  if (error instanceof DatabaseError) return failureOfServer(error);
  if (!(error instanceof Error)) return undefined;
  // Errors of a socket from the operating system: ECONNRESET, EPIPE, ETIMEDOUT…
  const isOfSocket = 'syscall' in error && typeof error.syscall === 'string';
  return isOfSocket || LOST.has(error.message) ? 'away' : undefined;
}

/** All connections of the pool stayed in use for the longest wait. */
const POOL_FULL = 'timeout exceeded when trying to connect';

/** The failure behind an error of connecting: in every case there is no connection. */
export function failureOfConnecting(error: unknown): DatabaseFailure {
  if (error instanceof Error && error.message === POOL_FULL) return 'no_room';
  const failure = error instanceof DatabaseError ? failureOfServer(error) : undefined;
  return failure === 'no_room' || failure === 'exhausted' ? failure : 'away';
}

/** Whether a statement failed before any of it was sent. */
export const wasNeverSent = (error: unknown): boolean =>
  error instanceof Error && LOST_BEFORE_SENDING.has(error.message);

/** Whether the server answered that it did not carry out the statement, in a session that continues. */
export const wasRefused = (error: unknown): boolean =>
  error instanceof DatabaseError && failureOfServer(error) !== 'away';

function failureOfServer({ code = '', severity }: DatabaseError): DatabaseFailure | undefined {
  const known = BY_CODE.find(([pattern]) => pattern.test(code))?.[1];
  // The severity is in the server's language, most of which use these words too: the codes above decide.
  return known ?? (severity === 'FATAL' || severity === 'PANIC' ? 'away' : undefined);
}
