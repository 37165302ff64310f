import { type Node, parsePlPgSQL } from 'libpg-query';
import { splitStatements } from '../../src/adapters/postgres/migration/split-statements.ts';
import { nodeOf } from './node-of.ts';
import type { Rule } from './rules.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const LOOP = /^PLpgSQL_stmt_(loop|while|fori|fors|forc|foreach_a)$/;

/**
 * The dangers of a `DO` block. It may change rows in batches, with a loop that commits and a statement with a condition;
 * `dangersOf` checks all other statements.
 */
export async function doBlockDangers(
  sql: string,
  isInTransaction: boolean,
  dangersOf: (node: Node) => readonly Rule[] | Promise<readonly Rule[]>,
): Promise<readonly Rule[]> {
  const dangers: Rule[] = [];
  const visit = async (value: unknown, commits: boolean): Promise<void> => {
    if (Array.isArray(value)) {
      for (const item of value) await visit(item, commits);
      return;
    }
    if (!isRecord(value)) return;
    for (const [key, content] of Object.entries(value)) {
      if (key === 'PLpgSQL_stmt_dynexecute' || key === 'PLpgSQL_stmt_dynfors') dangers.push('dynamic-sql');
      if (key === 'PLpgSQL_stmt_commit' && isInTransaction) dangers.push('transaction-control');
      if (key === 'PLpgSQL_stmt_execsql') dangers.push(...(await embedded(queryOf(content), commits)));
      await visit(content, commits || (LOOP.test(key) && hasCommit(content)));
    }
  };
  const embedded = async (query: string, commits: boolean): Promise<readonly Rule[]> => {
    const found: Rule[] = [];
    for (const { node } of await splitStatements(query, 'a DO block')) {
      const change = nodeOf(node, 'UpdateStmt') ?? nodeOf(node, 'DeleteStmt');
      if (change === undefined) found.push(...(await dangersOf(node)));
      else if (!commits || isInTransaction || change.whereClause === undefined) found.push('whole-table');
    }
    return found;
  };
  await visit(await parsePlPgSQL(sql), false);
  return dangers;
}

function queryOf(content: unknown): string {
  const statement = isRecord(content) ? content['sqlstmt'] : undefined;
  const expression = isRecord(statement) ? statement['PLpgSQL_expr'] : undefined;
  const query = isRecord(expression) ? expression['query'] : undefined;
  return typeof query === 'string' ? query : '';
}

function hasCommit(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasCommit);
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([key, content]) => key === 'PLpgSQL_stmt_commit' || hasCommit(content));
}
