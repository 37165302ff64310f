import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a cluster of tests is made with, and has to be started with. */
export const CLUSTER = { databaseName: 'regie', user: 'regie' } as const;

/**
 * A cluster of the embedded PostgreSQL, made once by a start that was stopped in order: for tests of what comes after
 * initdb, which takes longer than all the rest of them. Call `remove` in `afterAll`.
 */
export async function makeClusterToCopy() {
  const folder = await temporaryFolder();
  const { dataDir, stop } = await startEmbeddedPostgres({
    ...CLUSTER,
    dataDir: join(folder.path, 'data'),
    port: 0,
    durable: false,
  });
  await stop();
  return {
    /** Puts a copy, with its password beside it, where there is nothing yet. */
    copyTo: async (path: string): Promise<void> => {
      // Under root the files belong to the server's account: only `cp` keeps that.
      await promisify(execFile)('cp', ['-a', dataDir, path]);
      await copyFile(`${dataDir}.password`, `${path}.password`);
    },
    remove: folder.remove,
  };
}
