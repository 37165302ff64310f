import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isUpToDate } from './compiled-file.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '../..');

/**
 * Has the mails compiled unless they are up to date, which costs some milliseconds to see. The compiler runs in a process
 * of its own, as it is large and rarely needed. Any number of programs may do so at once.
 *
 * @throws Error with the compiler's words about a mail that it refuses
 */
export async function ensureCompiledMails(): Promise<void> {
  if (await isUpToDate()) return;
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/compile-mails.ts'], {
    cwd: PROJECT_FOLDER,
  });
}
