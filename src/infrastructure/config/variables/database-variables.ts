import { databaseAddress } from '../addresses/database-address.ts';
import { databaseHost } from '../addresses/database-host.ts';
import { count, number, optional, text } from '../values/variable.ts';

/** Variables of PostgreSQL, and of the jobs in it. */
export const DATABASE_VARIABLES = {
  DATABASE_URL: databaseAddress({
    description: 'PostgreSQL, as postgres://user:password@host:port/name',
    otherwise: 'it is made of the next five, and anywhere but in dev DB_HOST is required',
    secret: true,
    calls: 'database',
  }),
  DATABASE_SESSION_URL: databaseAddress({
    description:
      'PostgreSQL again, by an address that keeps sessions, for locks and waking, where DATABASE_URL leads through a pooler in transaction mode (PgBouncer 1.21 or later, with max_prepared_statements)',
    otherwise: 'DATABASE_URL keeps sessions itself',
    secret: true,
    calls: 'database',
  }),
  DB_HOST: databaseHost('localhost', {
    description:
      'Machine of the database, or folder of its socket; used with the other DB_… variables when DATABASE_URL is not set, and required then anywhere but in dev',
    calls: 'database',
  }),
  DB_PORT: count(5432, [1, 65_535], { description: 'Port of the database' }),
  DB_NAME: text('people', { description: 'Name of the database' }),
  DB_USER: text('dinum', { description: 'User of the database' }),
  DB_PASSWORD: optional({ description: 'Password of that user', secret: true }),
  DATABASE_POOL_SIZE: count(20, [4, 1000], {
    description:
      'Most connections one process opens, besides one that tells that its jobs are its own, and ten to DATABASE_SESSION_URL if that is set',
  }),
  DATABASE_CONNECT_TIMEOUT: number(4, [0.1, 60], {
    description: 'How long a request or a job waits for a connection to the database, in seconds',
  }),
  DATABASE_STATEMENT_TIMEOUT: number(5, [0.1, 3600], {
    description:
      'How long a statement of a request or a job may take before the database cancels it, in seconds; half a second later the database counts as silent',
  }),
  AUDIT_RETENTION_MONTHS: count(0, [0, 1200], {
    description:
      'Whole months before the present one whose entries of the audit log are kept: `regie audit maintain` drops older months; 0: for ever',
  }),
  WARM_UP_SECONDS: number(2, [0, 30], {
    description:
      'How long a process may answer requests of its own before it listens, so that the first of others are as fast as later ones; 0 to listen at once',
    development: '0',
  }),
  JOB_CONCURRENCY: count(8, [0, 200], {
    description:
      'Background jobs one process runs at the same time; 0, or `regie start --web`, for one that only answers requests',
  }),
};
