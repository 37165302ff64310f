import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { progressDisplay } from '../../src/infrastructure/command-line/output/progress-display.ts';
import { SetAsideIndexes } from '../../src/takeover/target/set-aside-indexes.ts';
import { withClient } from '../../tests/support/program-databases.ts';
import { fillTable } from '../data/fill-table.ts';
import { generatorFunctions, type Size } from '../data/generator-sql.ts';
import { regieFillings } from './regie-data.ts';

/** Fills an empty database of ours in bulk, and shows its progress. */
export async function generateDatabase(url: string, size: Size): Promise<void> {
  await migrate({ databaseUrl: url });
  const display = progressDisplay(process.stderr, () => performance.now());
  await withClient(url, async (client) => {
    await client.query(`SET maintenance_work_mem = '256MB'; ${generatorFunctions(size)}`);
    const indexes = new SetAsideIndexes(client);
    for (const filling of regieFillings(size)) {
      await indexes.drop(filling.table);
      await fillTable(client, filling, (done) =>
        display.show(`generating ${filling.table} of ${size.users}`, done, filling.count),
      );
    }
    display.show('building indexes', 0, 1);
    await indexes.rebuildAll();
    await client.query('VACUUM (ANALYZE)');
    display.show('building indexes', 1, 1);
  }).finally(() => display.stop());
}
