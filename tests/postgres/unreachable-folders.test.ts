import { cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reachableDataFolder } from '../../dev/postgres/data-folder.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { postgresAccount } from '../../dev/postgres/postgres-account.ts';
import { findPostgresBinaries, shippedFolder } from '../../dev/postgres/postgres-binaries.ts';
import { runProgram } from '../../dev/postgres/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Only root runs PostgreSQL as another account; everybody else can enter a private folder of their own. */
const otherAccount = process.getuid?.() === 0;

describe('a private folder, which the account of PostgreSQL may not enter', () => {
  let secret: Awaited<ReturnType<typeof temporaryFolder>>;
  let open: Awaited<ReturnType<typeof temporaryFolder>>;
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);

  beforeEach(async () => {
    secret = await temporaryFolder(0o700);
    open = await temporaryFolder();
    lines.length = 0;
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await secret.remove();
    await open.remove();
  });

  it('keeps the data elsewhere then, says so, and finds it again', async () => {
    const options = {
      dataDir: join(secret.path, 'data'),
      port: 0,
      databaseName: 'regie',
      user: 'regie',
      durable: true,
      log,
    };
    const actual = await reachableDataFolder(options.dataDir, await postgresAccount(), () => undefined);
    const first = await startEmbeddedPostgres(options);
    await first.stop();
    const second = await startEmbeddedPostgres(options);
    await second.stop();
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(actual.startsWith(secret.path)).toBe(!otherAccount);
    expect(lines.filter((line) => line.includes(`keeping the database in ${actual}`))).toHaveLength(
      otherAccount ? 2 : 0,
    );
    if (otherAccount) await rm(dirname(actual), { recursive: true });
  });

  it('runs a copy of the programs then, made once', async () => {
    const native = join(secret.path, 'native');
    await cp(shippedFolder(), native, { recursive: true, verbatimSymlinks: true });
    await cp(join(shippedFolder(), '..', 'package.json'), join(secret.path, 'package.json'));
    vi.stubEnv('TMPDIR', open.path);
    const account = await postgresAccount();
    const [binaries, again] = await Promise.all([
      findPostgresBinaries(account, log, native),
      findPostgresBinaries(account, log, native),
    ]);
    expect(again).toEqual(binaries);
    expect(binaries.postgres.startsWith(otherAccount ? open.path : native)).toBe(true);
    const { output } = await runProgram(binaries.initdb, ['--version'], { account });
    expect(output).toContain(`PostgreSQL) ${binaries.major}`);
    expect(lines).toHaveLength(otherAccount ? 2 : 0);
  });
});
