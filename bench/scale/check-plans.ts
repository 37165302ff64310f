import type { Client, QueryResult, QueryResultRow } from 'pg';
import { PgMailAliasQueries } from '../../src/adapters/postgres/alias/pg-mail-alias-queries.ts';
import type { Queryable } from '../../src/adapters/postgres/engine/sql.ts';
import { PgMailDomainQueries } from '../../src/adapters/postgres/mail-domain/pg-mail-domain-queries.ts';
import { PgMailboxQueries } from '../../src/adapters/postgres/mailbox/pg-mailbox-queries.ts';
import { PgOverviewQueries } from '../../src/adapters/postgres/overview/pg-overview-queries.ts';
import { PgPersonQueries } from '../../src/adapters/postgres/people/pg-person-queries.ts';
import { PgUserQueries } from '../../src/adapters/postgres/people/pg-user-queries.ts';
import { PgTeamAccessQueries } from '../../src/adapters/postgres/team/pg-team-access-queries.ts';
import { PgTeamQueries } from '../../src/adapters/postgres/team/pg-team-queries.ts';
import { needyTimes } from '../../src/domain/overview/needs.ts';
import type { Callers } from './choose-callers.ts';

type Plan = Readonly<{
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: readonly Plan[];
}>;

/** In a table of at least so many rows, rows must be found through an index. */
const LARGE = 10_000;

/**
 * Explains every statement before running it: the plan for its values, and the generic plan that a prepared statement
 * may get.
 */
class ExplainingQueryable implements Queryable {
  readonly plans: Plan[] = [];

  constructor(private readonly client: Client) {}

  async query<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<QueryResult<Row>> {
    await this.#explain(`EXPLAIN (FORMAT JSON) ${text}`, values);
    await this.#explain(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
    return this.client.query<Row>(text, values);
  }

  async #explain(text: string, values?: unknown[]): Promise<void> {
    const { rows } = await this.client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(text, values);
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (plan) this.plans.push(plan);
  }
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

export type PlanReport = Readonly<{ indexes: readonly string[]; scans: readonly string[] }>;

/** The indexes that the lists use for these callers, and the large tables that they scan completely. */
export async function checkPlans(client: Client, callers: Callers, count: number): Promise<PlanReport> {
  const { rows } = await client.query<{ relname: string }>(
    'SELECT relname FROM pg_class WHERE relkind = $1 AND reltuples >= $2',
    ['r', LARGE],
  );
  const large = new Set(rows.map(({ relname }) => relname));
  const db = new ExplainingQueryable(client);
  const page = { number: 1, size: 20 };
  const newest = [{ field: 'created_at', descending: true }] as const;
  for (const { userId, organizationId, teamId, search } of callers.members.slice(0, count)) {
    const viewer = { userId, organizationId };
    await new PgPersonQueries(db).find(userId);
    await new PgUserQueries(db).page(viewer, { search, notInTeam: undefined }, { ...page, order: newest });
    await new PgTeamQueries(db).list(viewer, newest);
    const accesses = new PgTeamAccessQueries(db);
    await accesses.standing(teamId, userId);
    await accesses.page(teamId, userId, '', {
      ...page,
      order: [{ field: 'user__name', descending: false }],
    });
    await accesses.page(teamId, userId, search, {
      ...page,
      order: [{ field: 'role', descending: false }],
    });
  }
  for (const { userId, domainId, slug, search } of callers.managers.slice(0, count)) {
    const request = { ...page, order: newest };
    const domains = new PgMailDomainQueries(db);
    await domains.page(userId, { search: '', statuses: undefined }, request);
    await domains.findVisible(userId, slug);
    const mailboxes = new PgMailboxQueries(db);
    await mailboxes.page(domainId, { search: '', statuses: undefined }, request);
    await mailboxes.pageOfViews(domainId, { search, statuses: undefined }, request);
    const byName = { ...page, order: [{ field: 'local_part', descending: false }] } as const;
    await new PgMailAliasQueries(db).page(domainId, { search: '' }, byName);
    await new PgOverviewQueries(db).needsOf(userId, needyTimes(new Date()));
  }
  const nodes = db.plans.flatMap(nodesOf);
  const scans = nodes.filter(
    (node) => node['Node Type'] === 'Seq Scan' && large.has(node['Relation Name'] ?? ''),
  );
  return {
    indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))].sort(),
    scans: [...new Set(scans.map((node) => node['Relation Name'] ?? ''))],
  };
}
