import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isUpToDate } from './compiled-file.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '../..');

/**
 * Compiles the mails unless they are up to date, which takes some milliseconds to check. The compiler runs in a process
 * of its own, since it is large and rarely needed. Several programs may do so at once.
 *
 * @throws Error with the compiler's message about a refused mail
 */
export async function ensureCompiledMails(): Promise<void> {
  if (await isUpToDate()) return;
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/compile-mails.ts'], {
    cwd: PROJECT_FOLDER,
  });
}
