import type { Client, QueryResult, QueryResultRow } from 'pg';
import type { Queryable } from '../../src/adapters/postgres/engine/sql.ts';
import { PgUserQueries } from '../../src/adapters/postgres/people/pg-user-queries.ts';
import { PgTeamAccessQueries } from '../../src/adapters/postgres/team/pg-team-access-queries.ts';
import { PgTeamQueries } from '../../src/adapters/postgres/team/pg-team-queries.ts';
import type { OrganizationId, TeamId } from '../../src/domain/shared/ids.ts';
import type { Caller } from './choose-callers.ts';

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
export async function checkPlans(client: Client, callers: readonly Caller[]): Promise<PlanReport> {
  const { rows } = await client.query<{ relname: string }>(
    'SELECT relname FROM pg_class WHERE relkind = $1 AND reltuples >= $2',
    ['r', LARGE],
  );
  const large = new Set(rows.map(({ relname }) => relname));
  const db = new ExplainingQueryable(client);
  for (const { userId, organizationId, teamId, search } of callers) {
    const viewer = { userId, organizationId: organizationId as OrganizationId };
    const page = { number: 1, size: 20 };
    await new PgUserQueries(db).page(
      viewer,
      { search, notInTeam: undefined },
      { ...page, order: [{ field: 'created_at', descending: true }] },
    );
    await new PgTeamQueries(db).list(viewer, [{ field: 'created_at', descending: true }]);
    const accesses = new PgTeamAccessQueries(db);
    await accesses.standing(teamId as TeamId, userId);
    await accesses.page(teamId as TeamId, userId, '', {
      ...page,
      order: [{ field: 'user__name', descending: false }],
    });
    await accesses.page(teamId as TeamId, userId, search, {
      ...page,
      order: [{ field: 'role', descending: false }],
    });
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
