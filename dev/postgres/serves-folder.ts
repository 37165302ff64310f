import { realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ProcessView } from './process-view.ts';

const DEAD = ['Z', 'X'];
const PROGRAM = 'postgres';

/**
 * Whether the process `pid` is a live PostgreSQL on `dataDir`, by the first available information: its working folder,
 * where every server changes to, its arguments, and the line of `ps`. `undefined` when none is available.
 */
export async function servesFolder(
  pid: number,
  dataDir: string,
  view: ProcessView,
): Promise<boolean | undefined> {
  // A dead child that was not reaped still counts as a process.
  if (DEAD.includes((await view.state(pid)) ?? '')) return false;
  const folders = [resolve(dataDir), await realpath(dataDir).catch(() => dataDir)];
  const workingFolder = await view.workingFolder(pid);
  if (workingFolder !== undefined) return folders.includes(workingFolder);
  const [program, ...words] = (await view.command(pid)) ?? [];
  if (program !== undefined)
    return basename(program) === PROGRAM && words.some((word) => folders.includes(word));
  const listing = await view.listing(pid);
  if (listing === undefined) return undefined;
  if (!listing.includes(PROGRAM)) return false;
  // Listings replace characters, so a folder that does not appear literally may still be the server's.
  return folders.some((folder) => listing.includes(folder)) || undefined;
}
