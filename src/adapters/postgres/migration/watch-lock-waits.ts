import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** What a session waits for at the moment, and who has it: for operators, without any statement's text. */
export type LockWait = Readonly<{ lock: string; heldBy: string }>;

export type LockWatch = Readonly<{
  /** The latest wait seen since the last call. */
  takeLatest(): LockWait | undefined;
  stop(): Promise<void>;
}>;

/** `pid` 0 stands for a prepared transaction; our own look is nothing to tell of. Of other roles' sessions only the number is told. */
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
 * Looks every `interval` milliseconds whether the session `pid` waits for a lock, over a connection of its own,
 * opened at the first look. `onWait` hears of each wait once, and again when somebody else holds the lock. A
 * look that fails tells nothing and stops nothing.
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
  let told = '';

  const look = async () => {
    client ??= await connect(options.databaseUrl);
    const { rows } = await client.query<LockWait & { heldBy: string }>(WAITS, [options.pid]);
    const [wait] = rows;
    if (wait === undefined) {
      told = '';
      return;
    }
    latest = wait;
    const identity = wait.lock + wait.heldBy.replaceAll(/for \d+ s/g, '');
    if (identity !== told) options.onWait(wait);
    told = identity;
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
