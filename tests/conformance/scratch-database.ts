import { Pool } from 'pg';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import {
  TARGET_TABLE_NAMES,
  TARGET_TABLES,
  type TargetTableName,
} from '../../src/takeover/mapping/target-tables.ts';
import { PgTakeoverWriter } from '../../src/takeover/target/pg-takeover-writer.ts';
import { openRow } from '../../src/takeover/target/sealed-rows.ts';
import { TABLE_STATEMENTS } from '../../src/takeover/target/table-statements.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import type { OurTables } from './recorded-state.ts';

/** Referring rows first. */
const EMPTY_ALL = [
  'taken_over_row',
  'session',
  'webhook_delivery',
  'outgoing_mail',
  'unconfirmed_registration',
  'ended_mail_domain',
  'mail_domain',
  'team',
  'contact',
  'user_account',
  'organization',
  'service_provider',
  'account_service',
  'openid_client',
  'graphile_worker._private_jobs',
  // The reference counts no mails to strangers: each interaction meets such limits of ours anew.
  'action_count',
]
  .map((table) => `DELETE FROM ${table};`)
  .join('\n');
const EMPTY_COUNTERS =
  'DELETE FROM rate_limit; DELETE FROM sign_in_attempt; DELETE FROM processed_logout_token; DELETE FROM statistics_snapshot;';

/** Requests counted of each person, which go with their accounts. */
const READ_THROTTLES = "SELECT coalesce(json_agg(t), '[]') AS rows FROM request_count t";
const PUT_THROTTLES_BACK = `INSERT INTO request_count
  SELECT r.* FROM json_populate_recordset(NULL::request_count, $1) r JOIN user_account u ON u.id = r.user_id`;

/** Jobs of the schedule would change what a request is compared by: they are dropped as they come. */
const DROP_SCHEDULED_JOBS = `
  CREATE FUNCTION drop_scheduled_job() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE TRIGGER drop_scheduled_job BEFORE INSERT ON graphile_worker._private_jobs
    FOR EACH ROW WHEN (NEW.payload::jsonb ? '_cron') EXECUTE FUNCTION drop_scheduled_job();`;

const READ_ALL = TARGET_TABLE_NAMES.map(
  (name) =>
    `SELECT '${name}' AS name, coalesce(json_agg(t), '[]') AS rows FROM (${TABLE_STATEMENTS[name].selectAll}) t`,
).join(' UNION ALL ');

const DUE_JOBS = `SELECT count(*)::int AS due FROM graphile_worker._private_jobs
  WHERE locked_at IS NOT NULL OR (run_at <= now() AND attempts < max_attempts)`;

export type ScratchDatabase = Readonly<{
  url: string;
  pool: Pool;
  /** Makes these all the rows there are. */
  load(tables: OurTables, options: { readonly keepsCounters: boolean }): Promise<void>;
  /** All rows of the tables that are taken over. */
  read(): Promise<OurTables>;
  /** Resolves once no job is due or running. @throws Error when that takes too long */
  jobsDone(): Promise<void>;
  close(): Promise<void>;
}>;

const LONGEST_WAIT_MS = 20_000;

/** A migrated database of its own, on a server that lives as long as it. */
export async function openScratchDatabase(secretKey: string): Promise<ScratchDatabase> {
  const server = await startPostgresServer();
  const url = new URL(server.adminUrl);
  const admin = new Pool({ connectionString: server.adminUrl, max: 1 });
  // The server may stop before a connection is let go of.
  admin.on('error', () => undefined);
  const name = `regie_conformance_${process.pid}`;
  await admin.query(`CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  await migrate({ databaseUrl: url.href });
  const pool = new Pool({ connectionString: url.href, max: 2 });
  pool.on('error', () => undefined);
  await pool.query(DROP_SCHEDULED_JOBS);
  const secretBox = new SecretBox(secretKey);
  return {
    url: url.href,
    pool,
    load: async (tables, { keepsCounters }) => {
      const throttles = keepsCounters ? await pool.query<{ rows: unknown }>(READ_THROTTLES) : undefined;
      await pool.query(keepsCounters ? EMPTY_ALL : `${EMPTY_ALL}${EMPTY_COUNTERS}`);
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const writer = new PgTakeoverWriter(client, secretBox);
        for (const table of TARGET_TABLE_NAMES) {
          const rows = tables[table] ?? [];
          if (rows.length > 0) await writer.write(table, rows);
        }
        await client.query('COMMIT');
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
      if (throttles) await pool.query(PUT_THROTTLES_BACK, [JSON.stringify(throttles.rows[0]?.rows)]);
    },
    read: async () => {
      const { rows } = await pool.query<{ name: TargetTableName; rows: Record<string, never>[] }>(READ_ALL);
      const opened = rows.map(({ name: table, rows: stored }) => [
        table,
        stored.map((row) => openRow(row, TARGET_TABLES[table], secretBox)),
      ]);
      return Object.fromEntries(opened) as OurTables;
    },
    jobsDone: async () => {
      const end = performance.now() + LONGEST_WAIT_MS;
      while (performance.now() < end) {
        const { rows } = await pool.query<{ due: number }>(DUE_JOBS);
        if (rows[0]?.due === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error('background jobs do not come to an end');
    },
    close: async () => {
      await pool.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
      await server.stop();
    },
  };
}
