import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The password of the cluster in `dataDir`, kept beside it in a file that only we can read. The first call writes it
 * (`chosen`, or a random one); launchers that start at the same time use the first one's.
 *
 * @throws Error when the cluster exists and its password file does not.
 */
export async function clusterPassword(dataDir: string, chosen: string | undefined): Promise<string> {
  const file = `${dataDir}.password`;
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) return known;
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    throw new Error(`The password file ${file} is missing: restore it, or remove ${dataDir} to start afresh`);
  }
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, chosen ?? randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
  try {
    // Creating a link is atomic and fails where another launcher's exists.
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  return readFile(file, 'utf8');
}
