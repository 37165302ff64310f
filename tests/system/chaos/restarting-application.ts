import type { Companion } from '../../../dev/companion/companion-process.ts';
import { startApplicationProcess } from '../../support/application-process.ts';

/** The application as a process that is killed and started again. */
export class RestartingApplication {
  #running: Promise<Companion>;
  kills = 0;

  constructor(private readonly start: () => Promise<Companion>) {
    this.#running = start();
  }

  /** Resolves once it answers. */
  async running(): Promise<void> {
    await this.#running;
  }

  /** Ends it as a power cut does, then starts it again; callers may wait for `running` meanwhile. */
  kill(): Promise<void> {
    this.#running = this.#running.then(async ({ pid, ended }) => {
      process.kill(pid, 'SIGKILL');
      await ended;
      this.kills += 1;
      return this.start();
    });
    return this.running();
  }

  async stop(): Promise<void> {
    await (await this.#running).stop();
  }
}

export const startRestartingApplication = (
  url: string,
  environment: Readonly<Record<string, string>>,
): RestartingApplication => new RestartingApplication(() => startApplicationProcess(url, environment));
