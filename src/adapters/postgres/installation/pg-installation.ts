import type { Pool, PoolClient } from 'pg';
import { type AuditAuthor, type AuditDetails, BY_JOB } from '../../../domain/audit/audit-entry.ts';
import {
  differingAspects,
  type IdentityAspect,
  type InstallationIdentity,
} from '../../../domain/installation/installation-identity.ts';
import { PgAuditTrail } from '../audit/pg-audit-trail.ts';
import type { Queryable } from '../engine/sql.ts';
import { inTransaction } from '../shared/in-transaction.ts';

export type Quarantine = Readonly<{
  since: Date;
  /** `copy`: the database was not the one that was known; `operator`: somebody asked for it. */
  cause: 'copy' | 'operator';
  reason: string | null;
}>;

export type InstallationState = Readonly<{
  present: InstallationIdentity;
  /** As it was last confirmed; undefined before the first start. */
  known: InstallationIdentity | undefined;
  differences: readonly IdentityAspect[];
  quarantine: Quarantine | undefined;
}>;

type Row = {
  present_cluster: string | null;
  present_database: string;
  present_table: string;
  name: string | null;
  cluster: string | null;
  database_oid: string;
  table_oid: string;
  quarantined_since: Date | null;
  quarantine_cause: Quarantine['cause'];
  quarantine_reason: string | null;
};

/** A server may keep the function from us, and then refuses any statement that names it. */
const MAY_ASK_CLUSTER = `SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS may`;
const CLUSTER = '(SELECT system_identifier::text FROM pg_catalog.pg_control_system())';

const read = (cluster: string) => `SELECT ${cluster} AS present_cluster,
    (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS present_database,
    'installation'::regclass::oid::text AS present_table,
    i.name, i.cluster, i.database_oid, i.table_oid, i.quarantined_since, i.quarantine_cause, i.quarantine_reason
  FROM (VALUES (true)) AS one (id) LEFT JOIN installation i ON i.id = one.id`;

/** Nothing is given up for an age that it reached in quarantine: patience with others begins anew. */
const RENEW_PATIENCE = [
  `UPDATE outgoing_mail SET trouble_since = now() WHERE trouble_since IS NOT NULL AND status IN ('draft', 'ready')`,
  `UPDATE webhook_delivery SET created_at = now() WHERE state = 'pending'`,
];

/** Which installation a database is of, and its quarantine; processes and commands share it. */
export class PgInstallation {
  readonly #pool: Pick<Pool, 'query' | 'connect'>;
  readonly #name: string;
  #read: string | undefined;

  /** @param name of the installation as the caller is configured */
  constructor(pool: Pick<Pool, 'query' | 'connect'>, name: string) {
    this.#pool = pool;
    this.#name = name;
  }

  /** Changes nothing. */
  read(): Promise<InstallationState> {
    return this.#stateOn(this.#pool);
  }

  /** As `read`; a database that is seen for the first time becomes the known one, and one that is another is quarantined. */
  async look(): Promise<InstallationState> {
    const state = await this.read();
    if (state.known && (state.quarantine || state.differences.length === 0)) return state;
    return this.#deciding(async (client, { known, present, differences, quarantine }) => {
      if (!known) await insert(client, present);
      else if (!quarantine && differences.length > 0)
        await quarantineNow(client, 'copy', BY_JOB, differences);
      return this.#stateOn(client);
    });
  }

  /** @returns whether it was in none before */
  begin(author: AuditAuthor): Promise<boolean> {
    return this.#deciding(async (client, { known, present, quarantine }) => {
      if (quarantine) return false;
      if (!known) await insert(client, present);
      await quarantineNow(client, 'operator', author, []);
      return true;
    });
  }

  /**
   * Ends a quarantine: the present database and name are the known ones from now on.
   *
   * @returns whether there was anything to confirm
   */
  confirm(author: AuditAuthor): Promise<boolean> {
    return this.#deciding(async (client, { known, present, differences, quarantine }) => {
      if (!known) await insert(client, present);
      if (!quarantine && differences.length === 0) return false;
      await client.query(
        `UPDATE installation SET cluster = $1, database_oid = $2, table_oid = $3, name = $4, confirmed_at = now(),
                quarantined_since = NULL, quarantine_cause = NULL, quarantine_reason = NULL`,
        [present.cluster, present.database, present.table, present.name],
      );
      for (const statement of RENEW_PATIENCE) await client.query(statement);
      await audit(client, 'installation.quarantine_ended', author, {
        ...(quarantine ? { since: quarantine.since.toISOString() } : {}),
        ...(differences.length > 0 ? { differences } : {}),
      });
      return true;
    });
  }

  async #stateOn(db: Queryable): Promise<InstallationState> {
    this.#read ??= await this.#statement(db);
    const { rows } = await db.query<Row>(this.#read);
    const [row] = rows;
    if (!row) throw new Error('the database does not tell which one it is');
    const present = {
      cluster: row.present_cluster,
      database: row.present_database,
      table: row.present_table,
      name: this.#name,
    };
    const known =
      row.name === null
        ? undefined
        : { cluster: row.cluster, database: row.database_oid, table: row.table_oid, name: row.name };
    const quarantine = row.quarantined_since
      ? { since: row.quarantined_since, cause: row.quarantine_cause, reason: row.quarantine_reason }
      : undefined;
    return { present, known, differences: known ? differingAspects(known, present) : [], quarantine };
  }

  async #statement(db: Queryable): Promise<string> {
    const { rows } = await db.query<{ may: boolean }>(MAY_ASK_CLUSTER);
    return read(rows[0]?.may ? CLUSTER : 'NULL::text');
  }

  /** Of several processes at once, one decides after the other. */
  #deciding<T>(work: (client: PoolClient, state: InstallationState) => Promise<T>): Promise<T> {
    return inTransaction(this.#pool, async (client) => {
      await client.query('LOCK TABLE installation IN SHARE ROW EXCLUSIVE MODE');
      return work(client, await this.#stateOn(client));
    });
  }
}

const insert = (db: Queryable, { cluster, database, table, name }: InstallationIdentity) =>
  db.query(
    `INSERT INTO installation (cluster, database_oid, table_oid, name, confirmed_at) VALUES ($1, $2, $3, $4, now())`,
    [cluster, database, table, name],
  );

async function quarantineNow(
  db: Queryable,
  cause: Quarantine['cause'],
  author: AuditAuthor,
  differences: readonly IdentityAspect[],
): Promise<void> {
  await db.query(
    'UPDATE installation SET quarantined_since = now(), quarantine_cause = $1, quarantine_reason = $2',
    [cause, author.reason ?? null],
  );
  await audit(db, 'installation.quarantine_begun', author, differences.length > 0 ? { differences } : {});
}

const audit = (
  db: Queryable,
  action: 'installation.quarantine_begun' | 'installation.quarantine_ended',
  author: AuditAuthor,
  details: AuditDetails,
) =>
  new PgAuditTrail(db).append(author, {
    at: new Date(),
    action,
    objectId: 'quarantine',
    label: '',
    organizationId: null,
    details,
  });
