import { Command, InvalidArgumentError } from 'commander';
import { pendingMigrations } from '../../adapters/postgres/migration/pending-migrations.ts';
import { respellStored } from '../../adapters/postgres/spelling/respell-stored.ts';
import { loadSettings } from '../config/settings.ts';
import { openCommandPool } from './open-command-pool.ts';

const MOST_ROWS = 10_000;

const batchRows = (text: string): number => {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows >= 1 && rows <= MOST_ROWS) return rows;
  throw new InvalidArgumentError(`Not a number from 1 to ${MOST_ROWS}.`);
};

type Options = { readonly dryRun: boolean; readonly batchRows: number };

async function normalize({ dryRun: isDryRun, batchRows: rows }: Options): Promise<void> {
  const { database } = loadSettings();
  const pending = await pendingMigrations({ databaseUrl: database.url });
  if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
  const print = (...columns: readonly string[]) => void process.stdout.write(`${columns.join('\t')}\n`);
  const pool = openCommandPool(database.url, 'regie-addresses');
  try {
    for (const { table, column, respelled, collisions } of await respellStored(pool, {
      isDryRun,
      batchRows: rows,
    })) {
      for (const { rows: those, spelling } of collisions) {
        const written = those.map(({ key, text }) => `${key} ${JSON.stringify(text)}`);
        print('collision', `${table}.${column}`, spelling, ...written);
      }
      const what = isDryRun ? 'to normalize' : 'normalized';
      print(`${table}.${column}: ${respelled} ${what}, ${collisions.length} collision(s) left as they are`);
    }
  } finally {
    await pool.end();
  }
}

/** `addresses normalize`: may run again at any time, and beside the application. */
export const addressesCommand = new Command('addresses').description('how addresses are stored');

addressesCommand
  .command('normalize')
  .description('store domains as DNS has them, in every address; run again, it goes on')
  .option('--dry-run', 'tell what would happen', false)
  .option('--batch-rows <number>', 'rows written at a time', batchRows, 1000)
  .action(normalize);
