import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const PROJECT_FOLDER = join(import.meta.dirname, '../..');

/**
 * All sources of compiled mails. The lock file fixes the version of the compiler; some copies of the project lack it.
 */
const SOURCES = [
  'scripts/mails',
  'src/adapters/mail/layouts',
  'src/adapters/mail/mails',
  'src/adapters/mail/fill-template.ts',
  'src/domain/shared/language.ts',
  'package.json',
];
const LOCK_FILE = 'package-lock.json';

/** The files at `path`, a file or a folder, sorted. */
async function filesAt(path: string): Promise<string[]> {
  if ((await stat(join(PROJECT_FOLDER, path))).isFile()) return [path];
  const names = (await readdir(join(PROJECT_FOLDER, path))).sort();
  return (await Promise.all(names.map((name) => filesAt(`${path}/${name}`)))).flat();
}

/** A hash that changes whenever compiled mails would change. */
export async function sourcesHash(): Promise<string> {
  const hasLock = (await readdir(PROJECT_FOLDER)).includes(LOCK_FILE);
  const files = (await Promise.all(SOURCES.map(filesAt))).flat().concat(hasLock ? LOCK_FILE : []);
  const contents = await Promise.all(files.map((file) => readFile(join(PROJECT_FOLDER, file))));
  const hash = createHash('sha256');
  for (const [index, content] of contents.entries()) {
    hash.update(`${files[index]} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
