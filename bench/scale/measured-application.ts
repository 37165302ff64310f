import { Agent, request } from 'node:http';
import type { Companion } from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import { startApplicationProcess } from '../../tests/support/application-process.ts';

/** The application in a process of its own, called over one connection; without jobs unless `environment` says otherwise. */
export class MeasuredApplication {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  private constructor(
    private readonly url: string,
    private readonly process: Companion,
  ) {}

  static async start(
    databaseUrl: string,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<MeasuredApplication> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const process = await startApplicationProcess(url, {
      REGIE_ENV: 'dev',
      SESSION_COOKIE_NAME: 'sessionid',
      PORT: String(port),
      REGIE_PUBLIC_URL: url,
      DATABASE_URL: databaseUrl,
      JOB_CONCURRENCY: '0',
      BURST_THROTTLE_RATES: '999999/minute',
      SUSTAINED_THROTTLE_RATES: '999999/hour',
      ...environment,
    });
    return new MeasuredApplication(url, process);
  }

  get pid(): number {
    return this.process.pid;
  }

  /** Milliseconds from the request to the last byte of the answer. @throws Error when the answer is not a success */
  async time(path: string, cookie: string): Promise<number> {
    const begun = performance.now();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const options = { agent: this.#agent, headers: { cookie, accept: 'application/json' } };
      request(`${this.url}${path}`, options, (response) => {
        response.on('end', () => resolve(response.statusCode)).on('error', reject);
        response.resume();
      })
        .on('error', reject)
        .end();
    });
    if (status !== 200) throw new Error(`${path} was answered with ${status}`);
    return performance.now() - begun;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.process.stop();
  }
}
