import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..', '..');

export type DrillFolders = Readonly<{
  /** For data, which every account may enter. */
  data: string;
  /** For logs, which stay to be read. */
  logs: string;
  removeData(): Promise<void>;
}>;

/** The folders of a drill: data in a temporary one, logs of the last run below `.data/drills`. */
export async function openDrillFolders(name: string): Promise<DrillFolders> {
  const data = await mkdtemp(join(tmpdir(), `regie-${name}-`));
  // Under root, PostgreSQL runs as another account.
  await chmod(data, 0o755);
  const logs = join(PROJECT, '.data', 'drills', name);
  await rm(logs, { recursive: true, force: true });
  await mkdir(logs, { recursive: true });
  return { data, logs, removeData: () => rm(data, { recursive: true, force: true, maxRetries: 5 }) };
}
