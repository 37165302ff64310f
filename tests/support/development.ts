import { join } from 'node:path';
import { findPostmaster, stopPostmaster } from '../../dev/postgres/postmaster.ts';
import {
  type DevelopmentVariables,
  freeDevelopmentPorts,
  type LauncherProcess,
  startLauncher,
} from './launcher-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * A developer's machine: a data folder and ports of its own, on which `npm start` can be run again and again. Call
 * `close` in `afterAll`, which ends all running processes.
 */
export async function openDevelopment() {
  const folder = await temporaryFolder();
  const ports: DevelopmentVariables = await freeDevelopmentPorts();
  const dataDir = join(folder.path, 'postgres');
  const started: LauncherProcess[] = [];
  const environment = { ...ports, REGIE_DATA_DIR: folder.path };
  return {
    ports,
    /** What each start is given, for programs beside it. */
    environment,
    dataDir,
    url: `http://localhost:${ports.PORT}`,
    /** Starts the launcher, with these variables besides those of ports and the data folder. */
    async start(
      env: Readonly<Record<string, string>> = {},
      how: { throughNpm?: boolean } = {},
    ): Promise<LauncherProcess> {
      const launcher = await startLauncher({ ...environment, ...env }, how);
      started.push(launcher);
      return launcher;
    },
    /** The embedded PostgreSQL that runs on the data folder, if one does. */
    postgres: () => findPostmaster(dataDir),
    async close(): Promise<void> {
      for (const launcher of started) launcher.end();
      await Promise.all(started.map(({ ended }) => ended));
      const left = await findPostmaster(dataDir);
      if (left) await stopPostmaster(dataDir, left.pid, 'immediate');
      await folder.remove();
    },
  };
}

export type Development = Awaited<ReturnType<typeof openDevelopment>>;
