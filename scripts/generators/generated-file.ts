import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** A committed file that is generated from others. `path` is relative to the top of the repository. */
export type GeneratedFile = { readonly path: string; make(): Promise<string> };

async function currentContent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The paths of `files` whose content below `root` is outdated. */
export async function staleFiles(files: readonly GeneratedFile[], root: string): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, make } of files) {
    if ((await currentContent(resolve(root, path))) !== (await make())) stale.push(path);
  }
  return stale;
}

/** Writes the outdated files below `root`, and returns their paths. */
export async function writeFiles(files: readonly GeneratedFile[], root: string): Promise<string[]> {
  const stale = await staleFiles(files, root);
  for (const { path, make } of files) {
    if (!stale.includes(path)) continue;
    const target = resolve(root, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await make());
  }
  return stale;
}
