import { setTimeout as delay } from 'node:timers/promises';
import type { SignedIn } from '../../support/signed-in-client.ts';
import type { RestartingApplication } from './restarting-application.ts';

type Answer = Awaited<ReturnType<SignedIn['rest']>>;
export type ListedMailbox = Readonly<{ id: string; local_part: string }>;
export type ListedAlias = Readonly<{ id: string; local_part: string; destination: string }>;

const codeOf = (error: unknown): unknown =>
  error instanceof TypeError && error.cause instanceof Error && 'code' in error.cause
    ? error.cause.code
    : undefined;

/** A caller that waits while the application is being started again. */
export class PatientClient {
  constructor(
    private readonly rest: SignedIn['rest'],
    private readonly application: RestartingApplication,
  ) {}

  /** Sends once; undefined when the connection broke, so that the outcome is unknown. */
  async send(method: string, path: string, body?: unknown): Promise<Answer | undefined> {
    for (;;) {
      await this.application.running();
      try {
        return await this.rest(method, path, body);
      } catch (error) {
        // What fetch throws for the network; a refused connection is the one failure that says "not sent".
        if (!(error instanceof TypeError)) throw error;
        if (codeOf(error) !== 'ECONNREFUSED') return undefined;
        await delay(20);
      }
    }
  }

  /** All rows of a list. */
  async list<Row>(path: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await this.#read(`${path}?page=${page}`);
      rows.push(...answer.body.results);
      if (answer.body.next === null) return rows;
    }
  }

  async #read(path: string): Promise<Answer> {
    for (;;) {
      const answer = await this.send('GET', path);
      if (answer?.status === 200) return answer;
      if (answer) throw new Error(`GET ${path} answered ${answer.status}`);
    }
  }
}
