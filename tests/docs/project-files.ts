import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

/** What installing, building and running leaves beside what we wrote. */
const NOT_OURS = new Set(['.git', '.data', 'node_modules', 'dist', 'coverage', 'compiled']);

/** Paths of all files of the project, with `/` on every system. */
export async function projectFiles(folder = PROJECT_FOLDER): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries
    .filter(({ name }) => !NOT_OURS.has(name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? projectFiles(path) : [relative(PROJECT_FOLDER, path).split(sep).join('/')];
    });
  return (await Promise.all(nested)).flat();
}
