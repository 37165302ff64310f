import { createHash } from 'node:crypto';
import type { Pool, QueryResult, QueryResultRow } from 'pg';
import type { Queryable } from './sql.ts';

/** Most statements a connection keeps prepared; what comes later is sent unprepared. */
const MOST_STATEMENTS = 300;

/**
 * A pool whose connections keep each statement parsed and planned, under a name that
 * follows from its text. For statements from a closed set: their texts must not hold what callers send.
 */
export class PreparedStatements implements Queryable {
  readonly #names = new Map<string, string>();

  constructor(private readonly pool: Pool) {}

  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>> {
    const name = this.#nameOf(text);
    return name === undefined
      ? this.pool.query<Row>(text, values)
      : this.pool.query<Row>({ name, text, ...(values && { values }) });
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MOST_STATEMENTS) return known;
    const name = createHash('sha256').update(text).digest('base64url');
    this.#names.set(text, name);
    return name;
  }
}
