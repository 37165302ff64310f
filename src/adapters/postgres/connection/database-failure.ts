import { DatabaseError } from 'pg';

/**
 * Why the database could not be used. `away`: the connection is lost, silent or leads to a server that takes no changes;
 * another is needed. `no_room`: the server has no connection left for us. `exhausted`: it is out of space or memory.
 * `overdue`: it cancelled a statement that took too long. After the last two the connection is as good as before.
 */
export type DatabaseFailure = 'away' | 'no_room' | 'exhausted' | 'overdue';

/** Appendix A of PostgreSQL's documentation, "PostgreSQL Error Codes". */
const BY_CODE: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [/^53300$/, 'no_room'],
  [/^53/, 'exhausted'],
  // The operating system refused the server a file or a read: the disk, most often.
  [/^58(?:000|030)$/, 'exhausted'],
  [/^57014$/, 'overdue'],
  [/^57P0/, 'away'],
  [/^08/, 'away'],
  // Read only: after a fail-over this server is a replica, and new connections lead to the one that is not.
  [/^25006$/, 'away'],
  [/^25P0[34]$/, 'away'],
];

/** The driver gives these no code. They are all about the connection, whichever statement meets them. */
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

/** Of what a statement threw: undefined when it says nothing of the database's state, such as a violated constraint. */
export function failureOfStatement(error: unknown): DatabaseFailure | undefined {
  if (error instanceof DatabaseError) return failureTold(error);
  if (!(error instanceof Error)) return undefined;
  // What the operating system tells of a socket: ECONNRESET, EPIPE, ETIMEDOUT…
  const isOfSocket = 'syscall' in error && typeof error.syscall === 'string';
  return isOfSocket || LOST.has(error.message) ? 'away' : undefined;
}

/** All connections of the pool were in use for as long as one may wait. */
const POOL_FULL = 'timeout exceeded when trying to connect';

/** Of what an attempt to connect threw: whatever it is, there is no connection. */
export function failureOfConnecting(error: unknown): DatabaseFailure {
  if (error instanceof Error && error.message === POOL_FULL) return 'no_room';
  const told = error instanceof DatabaseError ? failureTold(error) : undefined;
  return told === 'no_room' || told === 'exhausted' ? told : 'away';
}

/** Whether a statement failed before anything of it was sent. */
export const wasNeverSent = (error: unknown): boolean =>
  error instanceof Error && LOST_BEFORE_SENDING.has(error.message);

/** Whether the server said that it did not carry out the statement, in a session that goes on. */
export const wasRefused = (error: unknown): boolean =>
  error instanceof DatabaseError && failureTold(error) !== 'away';

function failureTold({ code = '', severity }: DatabaseError): DatabaseFailure | undefined {
  const known = BY_CODE.find(([pattern]) => pattern.test(code))?.[1];
  // In the server's language, most of which have these words too: the codes above are what counts.
  return known ?? (severity === 'FATAL' || severity === 'PANIC' ? 'away' : undefined);
}
