import type { SecretBox } from '../../adapters/postgres/engine/secret-box.ts';
import type { TakeoverTarget, TakeoverWriter } from '../import/takeover-target.ts';
import type { TargetTableName } from '../mapping/target-tables.ts';
import { withClient } from '../sql/with-client.ts';
import { PgTakeoverWriter } from './pg-takeover-writer.ts';
import { SetAsideIndexes } from './set-aside-indexes.ts';

/** An advisory lock that nothing else in the database uses. */
const LOCK = 0x7265_6769;

/** Memory for building indexes and comparing: little, since only one connection uses it at a time. */
const ROOM_TO_WORK = `SET LOCAL maintenance_work_mem = '128MB'; SET LOCAL work_mem = '64MB'`;

/** What messages call it. */
export const OUR_DATABASE = 'our database';

type Options = { readonly databaseUrl: string; readonly secretBox: SecretBox };

/** Fills our database in one transaction. */
export class PgTakeoverTarget implements TakeoverTarget {
  constructor(private readonly options: Options) {}

  fill<T extends { readonly keep: boolean }>(work: (writer: TakeoverWriter) => Promise<T>): Promise<T> {
    return withClient({ url: this.options.databaseUrl, role: OUR_DATABASE }, async (client) => {
      await client.query(`BEGIN; ${ROOM_TO_WORK}`);
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const indexes = new SetAsideIndexes(client);
      const result = await work(new PgTakeoverWriter(client, this.options.secretBox, indexes));
      await indexes.rebuildAll();
      const wanted = result.keep ? 'COMMIT' : 'ROLLBACK';
      const { command } = await client.query(wanted);
      if (command !== wanted) throw new Error('transaction aborted by an earlier failure');
      return result;
    });
  }

  /** Also empties the pending lists of inverted indexes, and marks pages for index-only scans. */
  settle(tables: readonly TargetTableName[], onSettled: (table: TargetTableName) => void): Promise<void> {
    return withClient({ url: this.options.databaseUrl, role: OUR_DATABASE }, async (client) => {
      if (tables.length > 0) await client.query('VACUUM (ANALYZE) taken_over_row');
      for (const table of tables) {
        await client.query(`VACUUM (ANALYZE) ${table}`);
        onSettled(table);
      }
    });
  }
}
