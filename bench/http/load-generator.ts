import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type LoadOrder = Readonly<{
  port: number;
  path: string;
  /** `{connection}` in a value is replaced by the number of the connection. */
  headers: Readonly<Record<string, string>>;
  seconds: number;
  connections: number;
  /** Ends before the seconds are over, after so many answers. */
  requests?: number | undefined;
}>;

export type LoadResult = Readonly<{
  requests: number;
  perSecond: number;
  /** Times from sending a request to the last byte of its answer, in ms. */
  p50: number;
  p99: number;
  /** The first failure. */
  failure: string | undefined;
}>;

/** Sends requests from a process of its own. */
export class LoadGenerator {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'load-program.ts'), {
      execArgv: ['--import', 'tsx', '--conditions=source'],
    });
  }

  /** @throws Error when anything but an answer of status 200 came */
  async run(order: LoadOrder): Promise<LoadResult> {
    this.#child.send(order);
    const [result] = (await once(this.#child, 'message')) as [LoadResult];
    if (result.failure !== undefined) throw new Error(`Loading ${order.path}: ${result.failure}`);
    return result;
  }

  stop(): void {
    this.#child.disconnect();
  }
}
