import type { Pool } from 'pg';

/** Counts the statements of a pool, from its first connection on. */
export function countStatements(pool: Pool) {
  const statements: string[] = [];
  pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...values: readonly unknown[]) => unknown;
    const counting = (...values: readonly unknown[]): unknown => {
      const [statement] = values;
      statements.push(typeof statement === 'string' ? statement : (statement as { text: string }).text);
      return send(...values);
    };
    Object.assign(client, { query: counting });
  });
  return {
    /** The statements that `work` causes. */
    during: async (work: () => Promise<unknown>): Promise<readonly string[]> => {
      const before = statements.length;
      await work();
      return statements.slice(before);
    },
  };
}
