import { createHash } from 'node:crypto';
import type { Pool, QueryResult, QueryResultRow } from 'pg';
import type { Queryable } from './sql.ts';

/** Most statements that a connection keeps prepared; later ones are sent unprepared. */
const MOST_STATEMENTS = 300;

/**
 * A pool whose connections keep statements prepared, under names derived from their texts. For statements from a closed
 * set: texts must not contain callers' values.
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
