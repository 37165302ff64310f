import type { QueryResult, QueryResultRow } from 'pg';

/** A pool, or a client inside a transaction: repositories work with both. */
export interface Queryable {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
}

const INTEGRITY_VIOLATION = /^23/;

/** The constraint or index that a statement violated; undefined when it failed for another reason. */
export const violatedConstraint = (error: unknown): string | undefined =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  INTEGRITY_VIOLATION.test(error.code) &&
  'constraint' in error &&
  typeof error.constraint === 'string'
    ? error.constraint
    : undefined;

/** `ORDER BY` items from a closed list of columns; the id always comes last. */
export const orderBy = <Field extends string>(
  order: readonly { readonly field: Field; readonly descending: boolean }[],
  columns: Readonly<Record<Field, string>>,
  id: string,
): string =>
  [
    ...order.map(({ field, descending }) => `${columns[field]} ${descending ? 'DESC' : 'ASC'}`),
    `${id} ASC`,
  ].join(', ');
