import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, runProgram } from './run-program.ts';

/**
 * The folder of the data: `wanted`, or when `account` cannot enter its parent, a folder that it can enter and whose name
 * is derived from `wanted`, so that the next start finds the same data. The parent exists.
 *
 * @throws Error when no such folder can be used.
 */
export async function reachableDataFolder(
  wanted: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<string> {
  const path = resolve(wanted);
  await mkdir(dirname(path), { recursive: true });
  if (account === undefined || (await canEnter(dirname(path), account))) return path;
  const substitute = join(substituteParent(path), basename(path));
  await mkdir(dirname(substitute), { recursive: true, mode: 0o755 });
  const { uid } = await lstat(dirname(substitute));
  if (uid !== process.getuid?.())
    throw new Error(`${dirname(substitute)} belongs to somebody else: remove it`);
  if (!(await canEnter(dirname(substitute), account))) {
    throw new Error(
      `The account postgres can enter neither ${dirname(path)} nor ${dirname(substitute)}: ` +
        'choose another data folder, start as an ordinary user, or give DATABASE_URL.',
    );
  }
  log(`The account postgres cannot enter ${dirname(path)}: keeping the database in ${substitute}`);
  return substitute;
}

/** `/var/tmp` outlives a restart of the machine; the temporary folder may not. */
const substituteParent = (path: string) =>
  join(
    existsSync('/var/tmp') ? '/var/tmp' : tmpdir(),
    `regie-postgres-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`,
  );

async function canEnter(folder: string, account: Account): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { account });
  return code === 0;
}
