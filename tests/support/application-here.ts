import { freePort } from '../../dev/companion/free-port.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import {
  type Application,
  type StartOptions,
  startApplication,
} from '../../src/infrastructure/start-application.ts';
import { startSurroundings } from './surroundings.ts';

/**
 * All systems around an application, and the application itself in the process of the test, as often as it is started.
 * Call `close` in `afterAll`.
 *
 * @param openidOptions changes to the usual identity provider
 */
export async function openApplicationHere(openidOptions: Parameters<typeof startSurroundings>[1] = {}) {
  const url = `http://localhost:${await freePort()}`;
  const surroundings = await startSurroundings(url, openidOptions);
  let running: Application | undefined;
  const stop = async (): Promise<void> => {
    const { steps = [] } = running ?? {};
    running = undefined;
    for (const step of steps) await step.stop();
  };
  return {
    url,
    surroundings,
    /** Starts it, with these variables besides those of its surroundings. */
    start: async (
      environment: Readonly<Record<string, string>> = {},
      options: StartOptions = {},
    ): Promise<void> => {
      running = await startApplication(
        loadSettings({ ...surroundings.environment, ...environment }),
        options,
      );
    },
    /** Stops it in order, if it runs: nothing is on its way any more. */
    stop,
    close: async (): Promise<void> => {
      await stop();
      await surroundings.close();
    },
  };
}

export type ApplicationHere = Awaited<ReturnType<typeof openApplicationHere>>;
