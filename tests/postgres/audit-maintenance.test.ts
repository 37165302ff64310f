import { randomBytes } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PgAuditQueries } from '../../src/adapters/postgres/audit/pg-audit-queries.ts';
import {
  countOutsideParts,
  monthsAhead,
  readAuditParts,
} from '../../src/adapters/postgres/audit-parts/audit-parts.ts';
import type { Queryable } from '../../src/adapters/postgres/engine/sql.ts';
import {
  type AuditStep,
  maintainAuditLog,
} from '../../src/adapters/postgres/migration/maintain-audit-log.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import type { AuditFilter, AuditPosition } from '../../src/application/audit/audit-queries.ts';
import type { Clock } from '../../src/application/shared/system.ts';
import { BY_COMMAND_LINE } from '../../src/infrastructure/command-line/by-command-line.ts';
import { lookAtAuditLog } from '../../src/infrastructure/doctor/look-at-audit-log.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { eventually } from '../support/eventually.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Years after every part that the migration has made. */
const NOW = new Date('2050-05-17T12:00:00Z');

let database: TestDatabase;
let pool: Pool;
beforeEach(async () => {
  database = await openTestDatabase();
  pool = database.pool;
});
afterEach(() => database.close());

async function maintain(
  options: { retention?: number; now?: Date; isDryRun?: boolean; url?: string } = {},
): Promise<readonly string[]> {
  const steps: AuditStep[] = [];
  await maintainAuditLog({
    databaseUrl: options.url ?? database.url,
    retentionMonths: options.retention ?? 0,
    by: BY_COMMAND_LINE,
    isDryRun: options.isDryRun ?? false,
    onStep: (step) => void steps.push(step),
    logger: new RecordingLogger(),
    clock: systemClock,
    now: options.now ?? NOW,
    timing: { lockTimeout: 200 },
  });
  return steps.map(({ done, part, entries }) => `${done} ${part.replace('audit_entry_', '')} ${entries}`);
}

const ahead = (...months: readonly string[]) => months.map((month) => `made ${month} 0`);
const NEXT = ['2050_06', '2050_07', '2050_08', '2050_09', '2050_10', '2050_11'];

async function add(at: string, count = 1, db: Pool | Client = pool): Promise<void> {
  await db.query(
    `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, via, details)
     SELECT $1::timestamptz, 'team.created', 'team', n::text, 'x', 'session', '{}' FROM generate_series(1, $2) n`,
    [at, count],
  );
}

/** How many entries each part has, without those of the present. */
async function entries(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ part: string; count: number }>(
    `SELECT replace(tableoid::regclass::text, 'audit_entry_', '') AS part, count(*)::int
       FROM audit_entry WHERE label = 'x' GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ part, count }) => [part, count]));
}

const tables = async (): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relname LIKE 'audit\\_entry\\_20%' AND relkind = 'r' AND NOT relispartition`,
  );
  return rows.map(({ name }) => name);
};

async function session(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Ends the session of a maintenance that waits for a lock, as a killed process does. */
const killWaiting = () =>
  eventually(async () => {
    const { rows } = await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'regie-audit' AND wait_event_type = 'Lock' AND datname = current_database()`,
    );
    expect(rows).toHaveLength(1);
  });

describe('months ahead', () => {
  it('are made once, and told', async () => {
    expect(await maintain({ isDryRun: true })).toEqual(ahead('2050_05', ...NEXT));
    expect(monthsAhead(await readAuditParts(pool), NOW)).toBe(-1);
    expect(await maintain()).toEqual(ahead('2050_05', ...NEXT));
    expect(monthsAhead(await readAuditParts(pool), NOW)).toBe(6);
    expect(await maintain()).toEqual([]);
    expect(await maintain({ now: new Date('2050-06-01T00:00:00Z') })).toEqual(ahead('2050_12'));
  });

  it('are made by one of two at a time', async () => {
    const both = await Promise.all([maintain(), maintain()]);
    expect(both.toSorted((one, other) => one.length - other.length)).toEqual([[], ahead('2050_05', ...NEXT)]);
  });

  it('have the indexes, the rights and the trigger of the others', async () => {
    await maintain();
    const { rows } = await pool.query<{ differing: string }>(
      `SELECT format('%s has %s indexes and %s triggers', c.oid::regclass, i.count, t.count) AS differing
         FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
         CROSS JOIN LATERAL (SELECT count(*) FROM pg_index WHERE indrelid = c.oid AND indisvalid
           AND EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid)) i
         CROSS JOIN LATERAL (SELECT count(*) FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'audit_entry_append_only' AND tgenabled = 'O') t
        WHERE h.inhparent = 'audit_entry'::regclass AND (i.count <> 10 OR t.count <> 1)`,
    );
    expect(rows).toEqual([]);
    await expect(pool.query('DELETE FROM audit_entry_2050_05')).rejects.toThrow('append-only');
    const checks = await pool.query(`SELECT conname FROM pg_constraint WHERE conname LIKE '%_bounds'`);
    expect(checks.rows).toEqual([]);
  });
});

describe('entries that fit no part', () => {
  beforeEach(async () => {
    await add('2050-05-01T00:00:00Z', 7);
    await add('2050-04-30T23:59:59.999999Z', 3);
    // More than one batch of them.
    await add('2050-02-10T10:00:00Z', 12_345);
    await add('2099-12-31T23:59:59Z', 2);
  });
  const MOVED = { '2050_02': 12_345, '2050_04': 3, '2050_05': 7, '2099_12': 2 };

  it('are kept all the same, and put into their months', async () => {
    expect(await entries()).toEqual({ default: 12_357 });
    expect(await countOutsideParts(pool, await readAuditParts(pool))).toBe(1_000);
    const { rows: before } = await pool.query(`SELECT id, occurred_at FROM audit_entry ORDER BY id`);
    expect(await maintain()).toEqual([
      'made 2050_02 12345',
      'made 2050_04 3',
      'made 2050_05 7',
      ...ahead(...NEXT),
      'made 2099_12 2',
    ]);
    expect(await entries()).toEqual(MOVED);
    expect(await countOutsideParts(pool, await readAuditParts(pool))).toBe(0);
    const { rows: after } = await pool.query(`SELECT id, occurred_at FROM audit_entry ORDER BY id`);
    expect(after).toEqual(before);
    await expect(pool.query('DELETE FROM audit_entry_default')).rejects.toThrow('append-only');
    // What comes between two parts is counted without a look at them.
    await add('2060-01-01T00:00:00Z');
    expect(await countOutsideParts(pool, await readAuditParts(pool))).toBe(1);
  });

  it('are moved with those of a transaction that ends meanwhile', async () => {
    const late = await session();
    await late.query('BEGIN');
    await add('2050-02-11T00:00:00Z', 1, late);
    const maintained = maintain();
    await eventually(async () => {
      const { rows } = await pool.query('SELECT count(*)::int FROM audit_entry_2050_02');
      expect(rows).toEqual([{ count: 12_345 }]);
    });
    // Others read the log meanwhile, as it was, and add to it.
    expect(await entries()).toEqual({ default: 12_357 });
    await late.query('COMMIT');
    await maintained;
    await late.end();
    expect(await entries()).toEqual({ ...MOVED, '2050_02': 12_346 });
  });

  it('are there once after a run that was killed in the middle', async () => {
    const reader = await session();
    await reader.query('BEGIN; SELECT FROM audit_entry LIMIT 1');
    const killed = expect(maintain()).rejects.toThrow();
    await killWaiting();
    await killed;
    await reader.query('COMMIT');
    await reader.end();
    expect(await tables()).toEqual(['audit_entry_2050_02']);
    expect(await entries()).toEqual({ default: 12_357 });
    await add('2050-02-12T00:00:00Z');
    expect((await maintain()).at(0)).toBe('made 2050_02 12346');
    expect(await entries()).toEqual({ ...MOVED, '2050_02': 12_346 });
    expect(await tables()).toEqual([]);
  });
});

describe('a page of the log', () => {
  const until = new Date('2050-05-20T00:00:00Z');
  let asked: { text: string; values: unknown[] }[];
  const list = (filter: AuditFilter, after?: AuditPosition) => {
    asked = [];
    const query = (text: string, values: unknown[]) => {
      asked.push({ text, values });
      return pool.query(text, values);
    };
    return new PgAuditQueries({ query } as Queryable).list('everything', filter, { limit: 5, after });
  };
  beforeEach(async () => {
    await add('2050-05-01T00:00:00Z', 7);
    await add('2045-01-01T00:00:00Z', 4);
    await add('2026-01-15T00:00:00Z', 1);
    await maintain();
  });

  it('looks at no part but those of the last months, if these fill it', async () => {
    const page = await list({ until });
    expect(page).toHaveLength(5);
    expect(asked).toHaveLength(1);
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN ${asked[0]?.text}`,
      asked[0]?.values,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('audit_entry_2050_05');
    expect(plan).not.toMatch(/audit_entry_(before|2045|2027|2050_06)/);
  });

  it('goes on in all other parts, and leaves out nothing', async () => {
    const [ids, sizes]: [string[], number[]] = [[], []];
    for (let page = await list({ until }); page.length > 0; page = await list({ until }, page.at(-1))) {
      sizes.push(page.length);
      ids.push(...page.map(({ id }) => id));
      expect(asked.length).toBeLessThanOrEqual(2);
    }
    expect(sizes).toEqual([5, 5, 2]);
    const { rows } = await pool.query<{ id: string }>(
      'SELECT id FROM audit_entry ORDER BY occurred_at DESC, id DESC',
    );
    expect(ids).toEqual(rows.map(({ id }) => id));
  });
});

describe('the retention', () => {
  const dropped = async () =>
    (
      await pool.query(
        `SELECT action, object_type, via, details FROM audit_entry WHERE action = 'audit_log.months_dropped' ORDER BY id`,
      )
    ).rows;
  beforeEach(async () => {
    await add('2026-01-15T00:00:00Z', 5);
    for (const month of ['02', '03', '04']) await add(`2050-${month}-28T00:00:00Z`, Number(month));
    await maintain();
  });
  const KEPT = { '2050_02': 2, '2050_03': 3, '2050_04': 4, before: 5 };

  it('is for ever by default', async () => {
    expect(await maintain({ now: new Date('2090-01-01T00:00:00Z') })).not.toEqual(
      expect.arrayContaining([expect.stringContaining('dropped')]),
    );
    expect(await entries()).toEqual(KEPT);
  });

  it('drops whole months, the earliest first, and says so in the log', async () => {
    const steps = await maintain({ retention: 2, isDryRun: true });
    // Of 17 May: March, April and what there is of May are kept.
    expect(steps.filter((step) => !step.endsWith(' 0'))).toEqual(['dropped before 5', 'dropped 2050_02 2']);
    expect(await entries()).toEqual(KEPT);
    expect(await dropped()).toEqual([]);

    expect(await maintain({ retention: 2 })).toEqual(steps);
    expect(await entries()).toEqual({ '2050_03': 3, '2050_04': 4 });
    const entry = { action: 'audit_log.months_dropped', object_type: 'audit_log', via: 'command_line' };
    const told = await dropped();
    expect(told).toHaveLength(steps.length);
    expect(told[0]).toMatchObject({ ...entry, details: { from: null, entries: 5, retention_months: 2 } });
    expect(told.at(-1)).toEqual({
      ...entry,
      details: {
        from: '2050-02-01T00:00:00.000Z',
        until: '2050-03-01T00:00:00.000Z',
        entries: 2,
        retention_months: 2,
      },
    });
    expect(await maintain({ retention: 2 })).toEqual([]);
    expect(await maintain({ retention: 2, now: new Date('2050-05-31T23:59:59Z') })).toEqual([]);
    expect(await maintain({ retention: 2, now: new Date('2050-06-01T00:00:00Z') })).toEqual([
      'made 2050_12 0',
      'dropped 2050_03 3',
    ]);
  });

  it('takes back an entry that is older than every part, with its month', async () => {
    await maintain({ retention: 2 });
    await add('2026-01-15T00:00:00Z');
    expect(await entries()).toMatchObject({ default: 1 });
    expect(await maintain({ retention: 2 })).toEqual(['made 2026_01 1', 'dropped 2026_01 1']);
    expect(await entries()).toEqual({ '2050_03': 3, '2050_04': 4 });
  });

  it('drops all of a month or nothing of it, when it is killed', async () => {
    const reader = await session();
    await reader.query('BEGIN; SELECT FROM audit_entry LIMIT 1');
    const killed = expect(maintain({ retention: 2 })).rejects.toThrow();
    await killWaiting();
    await killed;
    expect(await entries()).toEqual(KEPT);
    expect(await dropped()).toEqual([]);
    // Others add to the log while one waits for its lock, after a moment.
    const again = maintain({ retention: 2 });
    for (let count = 0; count < 20; count += 1) await add('2050-05-02T00:00:00Z');
    await reader.query('COMMIT');
    await reader.end();
    await again;
    expect(await entries()).toEqual({ '2050_03': 3, '2050_04': 4, '2050_05': 20 });
    expect((await dropped()).filter(({ details }) => details.entries > 0)).toHaveLength(2);
  });
});

describe('doctor', () => {
  const look = async (retentionMonths = 0, now = NOW) =>
    (await lookAtAuditLog(pool, { retentionMonths, now })).map(({ verdict, what }) => `${verdict}: ${what}`);

  it('says when nobody maintains the log, and when somebody does', async () => {
    await add('2050-05-01T00:00:00Z', 7);
    expect(await look(24)).toEqual([
      'doubtful: This month has no part',
      "doubtful: 7 entries fit no month's part",
      expect.stringMatching(/^doubtful: \d+ parts are older than AUDIT_RETENTION_MONTHS \(24\)$/),
      expect.stringMatching(/^right: \d+ parts are not too many/),
    ]);
    await add('2050-05-01T00:00:00Z', 1_000);
    expect((await look())[1]).toBe("doubtful: 1000 entries or more fit no month's part");
    await maintain({ retention: 24 });
    expect(await look(24)).toEqual([
      'right: There are parts for the next 6 months',
      'right: Every entry is in the part of its month',
      'right: Nothing is there for longer than AUDIT_RETENTION_MONTHS (24) says',
      'right: 7 parts are not too many for the server',
    ]);
    const later = new Date('2050-09-15T00:00:00Z');
    expect((await look(0, later))[0]).toBe('doubtful: There are parts for the next 2 months only');
    expect((await look(0, later))[2]).toBe('right: Entries are kept for ever');
  });
});

describe('who may', () => {
  it('is the owner, which is named', async () => {
    const role = `application_${randomBytes(4).toString('hex')}`;
    await pool.query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'secret'; GRANT SELECT, INSERT ON audit_entry TO ${role}`,
    );
    try {
      const url = Object.assign(new URL(database.url), { username: role, password: 'secret' }).href;
      const { rows } = await pool.query<{ owner: string }>('SELECT current_user AS owner');
      await expect(maintain({ url })).rejects.toThrow(
        `The role ${role} does not own the audit log: run this with the DATABASE_URL of ${rows[0]?.owner}`,
      );
      await expect(maintain({ url, isDryRun: true })).rejects.toThrow('does not own');
    } finally {
      await pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  it('is nobody before the migration', async () => {
    const empty = await openTestDatabase({ migrated: false });
    try {
      await expect(maintain({ url: empty.url })).rejects.toThrow('run `regie migrate` first');
    } finally {
      await empty.close();
    }
  });
});

it.each([-2, 2])(
  'drops nothing while the clocks are %i days apart, and makes parts all the same',
  async (days) => {
    const steps: AuditStep[] = [];
    const clock: Clock = { now: () => new Date(Date.now() + days * 86_400_000) };
    const run = (retentionMonths: number) =>
      maintainAuditLog({
        databaseUrl: database.url,
        retentionMonths,
        by: BY_COMMAND_LINE,
        isDryRun: false,
        onStep: (step) => void steps.push(step),
        logger: new RecordingLogger(),
        clock,
      });
    const { rows } = await pool.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits
        WHERE inhparent = 'audit_entry'::regclass ORDER BY 1 DESC OFFSET 2 LIMIT 1`,
    );
    await pool.query(`DROP TABLE ${rows[0]?.name}`);
    await expect(run(1)).rejects.toThrow(/The clock of the database says .* nothing is dropped/);
    expect(steps).toEqual([expect.objectContaining({ done: 'made', part: rows[0]?.name })]);
    await run(0);
    expect(steps).toHaveLength(1);
  },
);
