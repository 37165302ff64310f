import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PgAuditQueries } from '../../src/adapters/postgres/audit/pg-audit-queries.ts';
import { PgAuditTrail } from '../../src/adapters/postgres/audit/pg-audit-trail.ts';
import type { Queryable } from '../../src/adapters/postgres/engine/sql.ts';
import { BY_JOB } from '../../src/domain/audit/audit-entry.ts';
import { openTestDatabase } from '../support/test-database.ts';

describe('the audit log in PostgreSQL', async () => {
  const { pool, close } = await openTestDatabase();
  beforeAll(async () => {
    const at = new Date();
    const event = { at, action: 'team.created', objectId: 'a', label: 'a', organizationId: null } as const;
    await new PgAuditTrail(pool).append(BY_JOB, event);
    await pool.query(
      `INSERT INTO audit_entry
         (occurred_at, action, object_type, object_id, label, organization_id, actor_id, subject_id, via, details)
       SELECT now() - n * interval '1 minute', 'team.created', 'team', (n % 500)::text, 'b',
              md5((n % 500)::text)::uuid, md5((n % 499)::text)::uuid, md5((n % 498)::text)::uuid, 'session', '{}'
         FROM generate_series(1, 20000) n`,
    );
    await pool.query(
      `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, via, details)
       SELECT now() - n * interval '1 minute', 'mail_alias.created', 'mail_alias', n::text, (n % 500) || '@evry.fr', 'session', '{}'
         FROM generate_series(1, 10000) n UNION ALL
       SELECT now() - n * interval '1 minute', 'mail_domain.differences_settled', 'mail_domain', 'd', 'evry.fr', 'session',
              jsonb_build_object('aliases', jsonb_build_array((n % 500) || '@evry.fr'))
         FROM generate_series(1, 10000) n`,
    );
    await pool.query('ANALYZE audit_entry');
  });
  afterAll(close);

  const planOf = async (condition: string): Promise<string> => {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT * FROM audit_entry e WHERE ${condition} ORDER BY e.occurred_at DESC, e.id DESC LIMIT 50`,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  /** Explains a statement in place of carrying it out. */
  const explain = async (text: string, values: readonly unknown[], seen: string[]) => {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...values]);
    seen.push(...rows.map((row) => row['QUERY PLAN']));
    return { rows: [], rowCount: 0 };
  };

  it.each([
    "UPDATE audit_entry SET label = 'b'",
    'DELETE FROM audit_entry',
    "DELETE FROM audit_entry WHERE label = 'nothing like that'",
    'TRUNCATE audit_entry',
  ])('refuses %s', async (statement) => {
    await expect(pool.query(statement)).rejects.toThrow('the audit log is append-only');
    const { rows } = await pool.query("SELECT count(*)::int FROM audit_entry WHERE label IN ('a', 'b')");
    expect(rows).toEqual([{ count: 20_001 }]);
  });

  it.each([
    ['of an organization', 'organization_id', 'organization'],
    ['of an object', 'object_id', 'object'],
    ['of an actor', 'actor_id', 'actor'],
    ['of a subject', 'subject_id', 'subject'],
  ])('finds the newest entries %s by an index of each part', async (_name, column, index) => {
    const plan = await planOf(`${column} = (SELECT ${column} FROM audit_entry ORDER BY id DESC LIMIT 1)`);
    expect(plan).toContain(`audit_entry_before_${index}`);
    expect(plan).not.toContain('Seq Scan on audit_entry_before');
  });

  it('finds what happened to the aliases of an address by indexes alone, as far back as the domain goes', async () => {
    const seen: string[] = [];
    const watched = { query: (text: string, values: readonly unknown[]) => explain(text, values, seen) };
    const since = new Date(0);
    await new PgAuditQueries(watched as unknown as Queryable).ofAlias(
      { address: '7@evry.fr', since },
      { limit: 21 },
    );
    const plan = seen.join('\n');
    expect(plan).toContain('audit_entry_before_alias');
    expect(plan).toContain('audit_entry_before_settled_aliases');
    expect(plan).not.toContain('Seq Scan on audit_entry_before');
  });

  it('finds the newest entries of everybody by merging those of its parts', async () => {
    const plan = await planOf('true');
    expect(plan).toContain('Merge Append');
    expect(plan).toContain('Index Scan using audit_entry_before_time');
    expect(plan).not.toContain('Sort  ');
  });
});
