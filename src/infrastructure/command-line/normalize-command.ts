import { Command, InvalidArgumentError } from 'commander';
import { PgAuditTrail } from '../../adapters/postgres/audit/pg-audit-trail.ts';
import { pendingMigrations } from '../../adapters/postgres/migration/pending-migrations.ts';
import { type RespelledColumn, respellStored } from '../../adapters/postgres/spelling/respell-stored.ts';
import { LINE_COLUMNS, SPELLED_COLUMNS } from '../../adapters/postgres/spelling/spelled-column.ts';
import { systemClock } from '../../adapters/system/system.ts';
import { BY_COMMAND_LINE } from './by-command-line.ts';
import { openCommandPool } from './open-command-pool.ts';

const MOST_ROWS = 10_000;

const batchRows = (text: string): number => {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows >= 1 && rows <= MOST_ROWS) return rows;
  throw new InvalidArgumentError(`Not a number from 1 to ${MOST_ROWS}.`);
};

const KINDS = {
  addresses: {
    what: 'how addresses are stored',
    does: 'store domains as DNS has them, in every address; run again, it goes on',
    columns: SPELLED_COLUMNS,
    action: 'installation.addresses_normalized',
  },
  texts: {
    what: 'how names are stored',
    does: 'store names composed (Unicode NFC), as new ones are; run again, it goes on',
    columns: LINE_COLUMNS,
    action: 'installation.texts_normalized',
  },
} as const;
type Kind = keyof typeof KINDS;

type Given = {
  /** Read when a subcommand runs, not before. */
  readonly settings: () => { readonly database: { readonly url: string } };
  readonly print: (line: string) => void;
};
type Options = { readonly dryRun: boolean; readonly batchRows: number };

const tell = (
  { table, column, respelled, collisions }: RespelledColumn,
  isDryRun: boolean,
  print: Given['print'],
): void => {
  for (const { rows, spelling } of collisions) {
    const written = rows.map(({ key, text }) => `${key} ${JSON.stringify(text)}`);
    print(['collision', `${table}.${column}`, spelling, ...written].join('\t'));
  }
  const done = isDryRun ? 'to normalize' : 'normalized';
  print(`${table}.${column}: ${respelled} ${done}, ${collisions.length} collision(s) left as they are`);
};

async function normalize(
  kind: Kind,
  { dryRun: isDryRun, batchRows: rows }: Options,
  { settings, print }: Given,
): Promise<void> {
  const { url } = settings().database;
  const pending = await pendingMigrations({ databaseUrl: url });
  if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
  const { columns, action } = KINDS[kind];
  const pool = openCommandPool(url, `regie-${kind}`);
  const written = new Map<string, number>();
  try {
    const onProgress = ({ table, column }: { table: string; column: string }, count: number) => {
      const name = `${table}.${column}`;
      if (count > 0) written.set(name, (written.get(name) ?? 0) + count);
    };
    try {
      for (const column of await respellStored(pool, { isDryRun, batchRows: rows, onProgress }, columns)) {
        tell(column, isDryRun, print);
      }
    } finally {
      // What an interrupted run has written stays, and is in the log.
      if (!isDryRun && written.size > 0) {
        await new PgAuditTrail(pool).append(BY_COMMAND_LINE, {
          at: systemClock.now(),
          action,
          objectId: kind,
          label: '',
          organizationId: null,
          details: Object.fromEntries(written),
        });
      }
    }
  } finally {
    await pool.end();
  }
}

/** `addresses normalize`, `texts normalize`: may run again at any time, and beside the application. */
export function makeNormalizeCommand(kind: Kind, given: Given): Command {
  const { what, does } = KINDS[kind];
  const command = new Command(kind).description(what);
  command
    .command('normalize')
    .description(does)
    .option('--dry-run', 'tell what would happen', false)
    .option('--batch-rows <number>', 'rows written at a time', batchRows, 1000)
    .action((options: Options) => normalize(kind, options, given));
  return command;
}
