import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** Waits of the readers or writers of one table, in milliseconds. */
export type Wait = Readonly<{
  table: string;
  kind: 'read' | 'write';
  count: number;
  typical: number;
  longest: number;
  /** When the longest began, on the clock of `performance`. */
  longestBegun: number;
}>;

type Time = Readonly<{ begun: number; took: number }>;

/** Statements of the first release, repeated until the end of the drill. */
type Job = Readonly<{ table: string; kind: 'read' | 'write'; sql: string }>;

const PAUSE_MS = 40;
/** Length of a report, which every change of the table has to wait for, and the pause after it. */
const REPORT = { table: 'mailbox', lastsMs: 3_000, pauseMs: 1_000 };

const COLUMN = `SELECT attname FROM pg_attribute
  WHERE attrelid = $1::regclass AND attnum > 0 AND attgenerated = '' AND attidentity = '' ORDER BY attnum LIMIT 1`;

/** Writes to each table, or inserts one more row where rows may not be changed; besides the most frequent activities. */
async function jobsOf(client: Client): Promise<readonly Job[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration' ORDER BY 1`,
  );
  const jobs: Job[] = [];
  for (const { name: table } of tables) {
    const { rows } = await client.query<{ attname: string }>(COLUMN, [table]);
    const column = rows[0]?.attname ?? '';
    jobs.push({ table, kind: 'read', sql: `SELECT ${column} FROM ${table} LIMIT 5` });
    jobs.push({
      table,
      kind: 'write',
      sql:
        table === 'audit_entry'
          ? `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, via, details)
               VALUES (now(), 'a', 'b', 'c', 'd', 'job', '{}')`
          : `UPDATE ${table} SET ${column} = ${column} WHERE ctid = (SELECT ctid FROM ${table} LIMIT 1)`,
    });
  }
  const someBox = `(SELECT id FROM mailbox WHERE id > gen_random_uuid() ORDER BY id LIMIT 1)`;
  return [
    ...jobs,
    { table: 'mailbox', kind: 'read', sql: `SELECT local_part, status FROM mailbox WHERE id = ${someBox}` },
    {
      table: 'mailbox',
      kind: 'write',
      sql: `UPDATE mailbox SET last_name = gen_random_uuid() WHERE id = ${someBox}`,
    },
    {
      table: 'mailbox',
      kind: 'write',
      sql: `INSERT INTO mailbox (id, mail_domain_id, first_name, last_name, local_part, status, created_at, updated_at)
          SELECT gen_random_uuid(), id, 'Ada', gen_random_uuid(), gen_random_uuid(), 'enabled', now(), now()
            FROM mail_domain LIMIT 1`,
    },
    {
      table: 'user_account',
      kind: 'write',
      sql: `UPDATE user_account SET last_login_at = now()
          WHERE id = (SELECT id FROM user_account WHERE id > gen_random_uuid() ORDER BY id LIMIT 1)`,
    },
    {
      table: 'user_account',
      kind: 'write',
      sql: `INSERT INTO user_account (id, sub, language, timezone, created_at, updated_at)
          VALUES (gen_random_uuid(), gen_random_uuid(), 'fr-fr', 'UTC', now(), now())`,
    },
  ];
}

/**
 * Readers and writers of every table of a database, each job over a connection of its own, so that one that waits does
 * not delay another's measurement; reports of mailboxes run all the time.
 */
export class PeopleAtWork {
  readonly #times = new Map<Job, Time[]>();
  readonly #failures: string[] = [];
  readonly #leaving = new AbortController();
  #work: readonly Promise<void>[] = [];

  private constructor(private readonly databaseUrl: string) {
    // One listener for each job.
    setMaxListeners(0, this.#leaving.signal);
  }

  static async start(databaseUrl: string): Promise<PeopleAtWork> {
    const people = new PeopleAtWork(databaseUrl);
    const client = await people.#connect();
    const jobs = await jobsOf(client);
    await client.end();
    const clients: Client[] = [];
    for (const _ of jobs) clients.push(await people.#connect());
    const reporter = await people.#connect();
    people.#work = [
      ...jobs.map((job, index) => people.#repeat(job, clients[index] ?? reporter)),
      people.#report(reporter),
    ];
    return people;
  }

  /** The failures of statements, as text. */
  get failures(): readonly string[] {
    return this.#failures;
  }

  /** Ends the work after the statements in flight, and returns the waits, the longest first. */
  async stop(): Promise<readonly Wait[]> {
    this.#leaving.abort();
    await Promise.all(this.#work);
    const met = new Map<string, { job: Job; times: Time[] }>();
    for (const [job, times] of this.#times) {
      const key = `${job.kind} ${job.table}`;
      const before = met.get(key);
      met.set(key, { job, times: [...(before?.times ?? []), ...times] });
    }
    return [...met.values()]
      .map(({ job: { table, kind }, times }) => {
        const sorted = times.toSorted((a, b) => a.took - b.took);
        const typical = sorted[Math.floor(sorted.length / 2)]?.took ?? Number.NaN;
        const { took: longest = Number.NaN, begun: longestBegun = Number.NaN } = sorted.at(-1) ?? {};
        return { table, kind, count: sorted.length, typical, longest, longestBegun };
      })
      .sort((a, b) => b.longest - a.longest);
  }

  async #repeat(job: Job, client: Client): Promise<void> {
    const times: Time[] = [];
    this.#times.set(job, times);
    while (!this.#leaving.signal.aborted) {
      const begun = performance.now();
      await client.query(job.sql).catch((error: Error) => {
        this.#failures.push(`${job.kind} ${job.table}: ${error.message}`);
      });
      times.push({ begun, took: performance.now() - begun });
      await this.#pause(PAUSE_MS);
    }
    await client.end();
  }

  async #report(client: Client): Promise<void> {
    while (!this.#leaving.signal.aborted) {
      await client.query(`BEGIN; SELECT count(*) FROM ${REPORT.table}`);
      await this.#pause(REPORT.lastsMs);
      await client.query('COMMIT');
      await this.#pause(REPORT.pauseMs);
    }
    await client.end();
  }

  #pause(milliseconds: number): Promise<void> {
    return delay(milliseconds, undefined, { signal: this.#leaving.signal }).catch(() => undefined);
  }

  async #connect(): Promise<Client> {
    const client = new Client({ connectionString: this.databaseUrl, application_name: 'regie-drill' });
    await client.connect();
    return client;
  }
}
