import { Client } from 'pg';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { progressDisplay } from '../../src/infrastructure/command-line/output/progress-display.ts';
import { SetAsideIndexes } from '../../src/takeover/target/set-aside-indexes.ts';
import { withClient } from '../../tests/support/program-databases.ts';
import { fillTable } from '../data/fill-table.ts';
import { generatorFunctions, type Size } from '../data/generator-sql.ts';
import { mailFillings } from './mail-data.ts';
import { regieFillings } from './regie-data.ts';

/** Rows are made over so many connections: making them costs the database more than storing them. */
const CONNECTIONS = 4;

export type Content = Readonly<{ size: Size; mailboxes: number }>;

/** Fills a database of ours in bulk, and shows its progress; one that has this content already stays as it is. */
export async function generateDatabase(url: string, content: Content): Promise<void> {
  const { size, mailboxes } = content;
  const display = progressDisplay(process.stderr, () => performance.now());
  await withClient(url, async (client) => {
    const wanted = JSON.stringify(content);
    const found = await contentOf(client);
    if (found !== undefined && found !== wanted) {
      throw new Error(
        `The database holds something else (${found || 'it was not filled to its end'}): remove its folder`,
      );
    }
    await migrate({ databaseUrl: url });
    if (found === wanted) return;
    const others = Array.from({ length: CONNECTIONS - 1 }, () => new Client({ connectionString: url }));
    const clients = [client, ...others];
    try {
      for (const other of others) await other.connect();
      for (const each of clients) await each.query("SET maintenance_work_mem = '512MB'; SET jit = off");
      await client.query(generatorFunctions(size));
      const indexes = new SetAsideIndexes(client);
      for (const filling of [...regieFillings(size), ...mailFillings(size, mailboxes)]) {
        await indexes.drop(filling.table);
        await fillTable(clients, filling, (done) =>
          display.show(`generating ${filling.table} of ${size.users}`, done, filling.count),
        );
      }
      display.show('building indexes', 0, 1);
      await indexes.rebuildAll();
      await client.query('VACUUM (ANALYZE)');
      await client.query(`COMMENT ON SCHEMA generator IS '${wanted}'`);
      display.show('building indexes', 1, 1);
    } finally {
      for (const other of others) await other.end();
    }
  }).finally(() => display.stop());
}

/** What a database was filled with; empty when that was interrupted, undefined when it was not begun. */
async function contentOf(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ content: string }>(
    `SELECT coalesce(obj_description(oid, 'pg_namespace'), '') AS content FROM pg_namespace WHERE nspname = 'generator'`,
  );
  return rows[0]?.content;
}
