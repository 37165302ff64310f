import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder, by default one that every account can enter. Call `remove` after the test. */
export async function temporaryFolder(mode = 0o755) {
  const path = await mkdtemp(join(tmpdir(), 'regie-test-'));
  await chmod(path, mode);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
