import type { Pool } from 'pg';
import { pendingMigrations } from '../../adapters/postgres/migration/pending-migrations.ts';
import { ensurePoolerModes } from '../../adapters/postgres/shared/ensure-pooler-modes.ts';
import { reasonOf } from './examine.ts';
import { type Finding, findingsOf } from './finding.ts';

const { right, doubtful, wrong, unknown } = findingsOf('database');
const migrations = findingsOf('migrations');

/** The oldest that is tested. */
const OLDEST_VERSION = 15;
const EXTENSIONS = ['unaccent', 'pg_trgm', 'btree_gin'];

type Server = {
  version: number;
  encoding: string;
  fsync: string;
  full_page_writes: string;
  synchronous_commit: string;
  connections: number;
  extensions: string[];
  may_rewrite_audit: boolean | null;
  seconds_apart: number;
};

const SERVER = `SELECT current_setting('server_version_num')::int / 10000 AS version,
  current_setting('server_encoding') AS encoding,
  current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
  current_setting('synchronous_commit') AS synchronous_commit,
  current_setting('max_connections')::int AS connections,
  (SELECT coalesce(array_agg(extname::text), '{}') FROM pg_extension) AS extensions,
  (SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class
    WHERE oid = to_regclass('public.audit_entry')) AS may_rewrite_audit,
  extract(epoch FROM clock_timestamp() - $1::timestamptz)::float8 AS seconds_apart`;

type Given = Readonly<{
  pool: Pool;
  sessionPool: Pool;
  poolSize: number;
  /** Where nothing is kept for long, a database may be fast in place of safe. */
  isDevelopment: boolean;
}>;

/** The server, its settings, our rights, what stands between, and whether the schema is that of this release. */
export async function lookAtDatabase(given: Given): Promise<readonly Finding[]> {
  const { pool, sessionPool } = given;
  let server: Server | undefined;
  try {
    // The clocks are compared on a connection that is there.
    await pool.query('SELECT 1');
    server = (await pool.query<Server>(SERVER, [new Date()])).rows[0];
  } catch (error) {
    return [
      wrong(
        `It does not answer: ${reasonOf(error)}`,
        'Check DATABASE_URL, the server, and the network between.',
      ),
      migrations.unknown('Whether the schema is that of this release'),
    ];
  }
  if (!server) return [unknown('What the server says of itself')];
  return [...aboutServer(server, given), await aboutPooler(pool, sessionPool), await aboutMigrations(pool)];
}

function aboutServer(server: Server, { poolSize, isDevelopment }: Given): readonly Finding[] {
  const missing = EXTENSIONS.filter((name) => !server.extensions.includes(name));
  const loses = (['fsync', 'full_page_writes', 'synchronous_commit'] as const).filter(
    (name) => server[name] === 'off',
  );
  const apart = Math.round(Math.abs(server.seconds_apart));
  return [
    server.version >= OLDEST_VERSION
      ? right(`PostgreSQL ${server.version}`)
      : wrong(
          `PostgreSQL ${server.version}`,
          `Upgrade it: ${OLDEST_VERSION} is the oldest that Régie works with.`,
        ),
    server.encoding === 'UTF8'
      ? right('It stores every character (UTF8)')
      : wrong(
          `Its encoding is ${server.encoding}`,
          "Make the database anew: CREATE DATABASE … ENCODING 'UTF8'.",
        ),
    missing.length === 0
      ? right(`Its extensions are there: ${EXTENSIONS.join(', ')}`)
      : wrong(
          `Extensions are missing: ${missing.join(', ')}`,
          'Run `regie migrate` as the owner of the database; the server may need its package postgresql-contrib.',
        ),
    loses.length === 0
      ? right('What it has confirmed outlives a power cut')
      : (isDevelopment ? doubtful : wrong)(
          `It may lose what it has confirmed: ${loses.map((name) => `${name} is off`).join(', ')}`,
          `Set ${loses.join(' and ')} to on: a mailbox made at the mail service would be forgotten here.`,
        ),
    server.may_rewrite_audit === null
      ? unknown('Whether this role could rewrite the audit log: there is none yet')
      : server.may_rewrite_audit
        ? doubtful(
            'This role owns the audit log, and could rewrite it',
            'Let another role own the schema: docs/operating.md, "A role that cannot rewrite the audit log".',
          )
        : right('This role can add to the audit log, and change nothing of it'),
    poolSize * 2 <= server.connections
      ? right(`It takes ${server.connections} connections; each process opens at most ${poolSize}`)
      : doubtful(
          `It takes ${server.connections} connections, and each process opens up to ${poolSize}`,
          'Raise max_connections, or lower DATABASE_POOL_SIZE: two processes are more than it takes.',
        ),
    apart <= 2
      ? right('Its clock and ours agree')
      : doubtful(
          `Its clock and ours are ${apart} s apart`,
          'Keep both by NTP: sessions and jobs go by these clocks.',
        ),
  ];
}

async function aboutPooler(pool: Pool, sessionPool: Pool): Promise<Finding> {
  try {
    const { sharesSessions, lacks } = await ensurePoolerModes(pool, sessionPool);
    if (lacks) return doubtful(lacks.what, lacks.remedy);
    return right(
      sharesSessions
        ? 'A pooler shares sessions; locks and waking have their own, and statements a limit'
        : 'Connections keep their sessions',
    );
  } catch (error) {
    return wrong(reasonOf(error), 'Start nothing before: locks of jobs would be lost without a word.');
  }
}

async function aboutMigrations(pool: Pool): Promise<Finding> {
  const pending = await pendingMigrations({ pool });
  return pending.length === 0
    ? migrations.right('The schema is that of this release')
    : migrations.wrong(`The schema lacks ${pending.join(', ')}`, 'Run `regie migrate`.');
}
