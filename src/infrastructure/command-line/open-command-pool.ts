import { Pool } from 'pg';
import { driverTypes } from '../../adapters/postgres/engine/driver-types.ts';

/** How long a command waits for a connection, in ms. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A pool of one connection for a command: its statements have no time limit, unlike those of requests. */
export function openCommandPool(url: string, applicationName: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // The role may have a limit, for requests through a pooler. The pool awaits the promise, although its type does not say so.
    onConnect: (client) =>
      client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0'),
    // Without their microseconds, positions in lists would come before the rows that they are of.
    types: driverTypes,
  });
  // A lost connection also rejects the statement on it, whose error the operator sees; without a listener, the event
  // would end the process before that.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
