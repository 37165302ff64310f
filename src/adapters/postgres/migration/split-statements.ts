import type { Node } from 'libpg-query';

/** One SQL statement as written, and as PostgreSQL's own parser reads it. */
export type ParsedStatement = Readonly<{
  sql: string;
  node: Node;
  /** Text between the previous statement and this one: comments. */
  above: string;
  /** Line of its beginning, from 1. */
  line: number;
}>;

/**
 * The statements of an SQL text, in order.
 *
 * @throws Error naming `origin` and the line when PostgreSQL's parser refuses the text.
 */
export async function splitStatements(sql: string, origin: string): Promise<readonly ParsedStatement[]> {
  // The parser is a WebAssembly module of some size, which only a migration of this kind has to load.
  const { parse, hasSqlDetails } = await import('libpg-query');
  const { stmts = [] } = await parse(sql).catch((cause: unknown) => {
    const at = hasSqlDetails(cause) ? (cause.sqlDetails?.cursorPosition ?? 0) : 0;
    const line = sql.slice(0, at).split('\n').length;
    throw new Error(`${origin}, line ${line}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  });
  // The parser's offsets are in bytes.
  const bytes = Buffer.from(sql, 'utf8');
  const text = (from: number, to?: number) => bytes.subarray(from, to).toString('utf8');
  let end = 0;
  return stmts.flatMap(({ stmt, stmt_location: start = 0, stmt_len: length = 0 }) => {
    if (stmt === undefined) return [];
    const above = text(end, start);
    end = length === 0 ? bytes.length : start + length;
    return [{ sql: text(start, end).trim(), node: stmt, above, line: text(0, start).split('\n').length }];
  });
}
