import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/**
 * The lock that a session waits for, and the sessions that hold it: for operators, without the text of any statement.
 */
export type LockWait = Readonly<{ lock: string; heldBy: string }>;

export type LockWatch = Readonly<{
  /** The latest wait since the last call. */
  takeLatest(): LockWait | undefined;
  stop(): Promise<void>;
}>;

/** `pid` 0 is a prepared transaction; our own query is left out. Of other roles' sessions only the number is given. */
const WAITS = `SELECT
  coalesce(
    (SELECT mode || ' on ' || coalesce(relation::regclass::text, locktype)
       FROM pg_locks WHERE pid = $1 AND NOT granted LIMIT 1),
    'a lock') AS lock,
  string_agg(
    CASE b.pid WHEN 0 THEN 'a prepared transaction'
    ELSE concat_ws(', ',
      'process ' || b.pid, nullif(a.application_name, ''), a.usename, a.state,
      'in its transaction for ' || round(extract(epoch FROM clock_timestamp() - a.xact_start)) || ' s')
    END, '; ') AS "heldBy"
  FROM unnest(pg_blocking_pids($1)) AS b (pid) LEFT JOIN pg_stat_activity a ON a.pid = b.pid
  WHERE b.pid <> pg_backend_pid()
  HAVING count(*) > 0`;

/**
 * Checks every `interval` milliseconds whether the session `pid` waits for a lock, over a connection of its own that is
 * opened at the first check. `onWait` is called once for each wait, and again when another session holds the lock. A
 * failed check is ignored.
 */
export function watchLockWaits(options: {
  databaseUrl: string;
  pid: number;
  interval: number;
  onWait: (wait: LockWait) => void;
}): LockWatch {
  const stopping = new AbortController();
  let client: Client | undefined;
  let latest: LockWait | undefined;
  let reported = '';

  const look = async () => {
    client ??= await connect(options.databaseUrl);
    const { rows } = await client.query<LockWait & { heldBy: string }>(WAITS, [options.pid]);
    const [wait] = rows;
    if (wait === undefined) {
      reported = '';
      return;
    }
    latest = wait;
    const identity = wait.lock + wait.heldBy.replaceAll(/for \d+ s/g, '');
    if (identity !== reported) options.onWait(wait);
    reported = identity;
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await delay(options.interval, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) break;
      await look().catch(async () => {
        await client?.end().catch(() => undefined);
        client = undefined;
      });
    }
    await client?.end();
  })();
  return {
    takeLatest: () => {
      const wait = latest;
      latest = undefined;
      return wait;
    },
    stop: () => {
      stopping.abort();
      return watching.catch(() => undefined);
    },
  };
}

async function connect(databaseUrl: string): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'regie-migrate',
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
