/**
 * `npm run drill:pgbouncer`: starts the application behind a real PgBouncer in each of its modes, and fails where a start
 * takes a mode that would lose something, or does not take one that is right. With PgBouncer 1.21 or later the built
 * program then works in transaction mode, under load, while the pooler is killed. Options: `--program PATH` (the
 * `pgbouncer` that is installed), `--seconds N` (60), `--rate N` (10 new mailboxes and twice as many other requests a
 * second), `--kills N` (3), `--no-build`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { openProgramDatabases } from '../../tests/support/program-databases.ts';
import { openDrillFolders } from '../drills/drill-folders.ts';
import { installedPrograms } from '../drills/installed-programs.ts';
import { runDrill } from '../drills/run-drill.ts';
import { buildApplication, print } from '../http/benchmark-program.ts';
import { pgbouncerRelease } from './pooler.ts';
import { tryStarts } from './try-starts.ts';
import { workBehindPooler } from './work-behind-pooler.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'infrastructure', 'main.js');

const { values } = parseArgs({
  options: {
    program: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '10' },
    kills: { type: 'string', default: '3' },
    'no-build': { type: 'boolean', default: false },
  },
});

await runDrill(async (started) => {
  const pgbouncer = values.program ?? installedPrograms({ pgbouncer: 'pgbouncer' }).pgbouncer;
  const { name, knowsPrepared } = pgbouncerRelease(pgbouncer);
  const { data: folder, logs, removeData } = await openDrillFolders('pgbouncer');
  started(removeData);
  const databases = await openProgramDatabases();
  started(() => databases.close());
  print(`PgBouncer ${name}; logs in ${logs}`);

  /** Each for itself: an installation closes what it takes for the copy of another one. */
  const migrated = async (use: string): Promise<string> => {
    const databaseUrl = await databases.create(use);
    await migrate({ databaseUrl });
    return databaseUrl;
  };
  const log = join(logs, 'pgbouncer-starts.log');
  const told = await tryStarts({
    program: pgbouncer,
    knowsPrepared,
    databaseUrl: await migrated('starts'),
    folder,
    log,
  });
  if (!knowsPrepared) {
    const missing = `PgBouncer ${name} is older than 1.21: nothing works behind it in transaction mode (--program)`;
    return { counts: [missing], wrong: told };
  }
  if (!values['no-build']) buildApplication();
  const { counts, wrong } = await workBehindPooler({
    pgbouncer,
    program: PROGRAM,
    databaseUrl: await migrated('work'),
    folder,
    logs,
    seconds: Number(values.seconds),
    rate: Number(values.rate),
    kills: Number(values.kills),
    started,
  });
  return { counts, wrong: [...told, ...wrong] };
});
