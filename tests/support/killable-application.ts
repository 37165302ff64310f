import type { Companion } from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import { startApplicationProcess } from './application-process.ts';
import { startSurroundings } from './surroundings.ts';

/**
 * All systems around an application, and the application as a process of its own, which a test kills and starts again.
 * Call `close` in `afterAll`.
 */
export async function openKillableApplication() {
  const url = `http://localhost:${await freePort()}`;
  const surroundings = await startSurroundings(url);
  let running: Companion | undefined;
  return {
    url,
    surroundings,
    /** Starts it, with these variables besides those of its surroundings. */
    start: async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
      running = await startApplicationProcess(url, { ...surroundings.environment, ...environment });
    },
    /** Ends it as a power cut does. */
    kill: async (): Promise<void> => {
      if (!running) throw new Error('The application does not run');
      process.kill(running.pid, 'SIGKILL');
      await running.ended;
    },
    close: async (): Promise<void> => {
      await running?.stop();
      await surroundings.close();
    },
  };
}

export type KillableApplication = Awaited<ReturnType<typeof openKillableApplication>>;
