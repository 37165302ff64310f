import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { type Account, runProgram } from './run-program.ts';

type Options = Readonly<{
  dataDir: string;
  user: string;
  password: string;
  account: Account | undefined;
  binaries: PostgresBinaries;
}>;

/** Character classes and case follow Unicode, the sort order is that of code points. */
const LOCALE = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/**
 * Creates the cluster in `dataDir` unless it exists. It is prepared in a folder beside it and moved when complete: an
 * interrupted start leaves no half-made cluster, and of two launchers one wins.
 *
 * @throws Error when the folder contains something else, a cluster of another major version, or initdb fails.
 */
export async function initialiseCluster(options: Options): Promise<void> {
  const { dataDir, account, binaries } = options;
  if (await hasCluster(dataDir, binaries.major)) return;
  const fresh = `${dataDir}.new-${randomBytes(6).toString('hex')}`;
  const passwordFile = `${fresh}.password`;
  try {
    await mkdir(fresh, { mode: 0o700 });
    await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600, flag: 'wx' });
    if (account !== undefined) {
      await chown(fresh, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const { code, output } = await runProgram(
      binaries.initdb,
      [
        `--pgdata=${fresh}`,
        '--auth=scram-sha-256',
        `--username=${options.user}`,
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        `--locale=${LOCALE}`,
        '--lc-messages=C',
      ],
      { account },
    );
    if (code !== 0) throw new Error(`initdb failed: ${output.trim()}`);
    await rename(fresh, dataDir).catch(async (error: NodeJS.ErrnoException) => {
      if (!(await hasCluster(dataDir, binaries.major))) {
        throw new Error(`${dataDir} is not empty and holds no PostgreSQL cluster`, { cause: error });
      }
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}

async function hasCluster(dataDir: string, major: string): Promise<boolean> {
  const version = await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (version === undefined) return false;
  if (version.trim() !== major) {
    throw new Error(
      `${dataDir} holds a cluster of PostgreSQL ${version.trim()}, this is ${major}: remove it to start afresh`,
    );
  }
  return true;
}
