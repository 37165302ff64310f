import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { z } from 'zod';

const WORKER = new URL('./derive-worker.mjs', import.meta.url);
/** A processor stays for everybody else's requests, where there is more than one. */
const MOST_THREADS = Math.max(1, Math.min(2, availableParallelism() - 1));
/** Where processors are scarce, a thread gets a tenth of what one that answers requests gets (`nice` 10). */
const NICE = 10;
const IDLE_MS = 5 * 60_000;

type Pbkdf2 = Readonly<{
  password: string;
  salt: string;
  iterations: number;
  bytes: number;
  digest: 'sha1' | 'sha256';
}>;
type Scrypt = Readonly<{
  password: string;
  salt: string;
  bytes: number;
  costs: Readonly<{ N: number; r: number; p: number; maxmem: number }>;
}>;

const bytes = z.instanceof(Uint8Array);

/**
 * Functions that are slow on purpose, in threads that give way to those that answer requests: many people who sign in at once
 * wait for one another, not everybody for them. Threads start with the first password and end some minutes after the last.
 */
export class SlowDerivation {
  #threads: Piscina | undefined;

  /** @returns an Argon2id hash of today's costs, in PHC string format */
  async hashByArgon2(password: string): Promise<string> {
    return z.string().parse(await this.#run('hashByArgon2', password));
  }

  /** Whether `stored`, in PHC string format, was made from `password`; false for an unreadable one. */
  async verifyByArgon2(stored: string, password: string): Promise<boolean> {
    return z.boolean().parse(await this.#run('verifyByArgon2', { stored, password }));
  }

  async deriveByPbkdf2(task: Pbkdf2): Promise<Uint8Array> {
    return bytes.parse(await this.#run('deriveByPbkdf2', task));
  }

  /** Null for costs that scrypt does not take. */
  async deriveByScrypt(task: Scrypt): Promise<Uint8Array | null> {
    return bytes.nullable().parse(await this.#run('deriveByScrypt', task));
  }

  async close(): Promise<void> {
    await this.#threads?.destroy();
    this.#threads = undefined;
  }

  #run(name: string, task: unknown): Promise<unknown> {
    this.#threads ??= new Piscina({
      filename: WORKER.href,
      minThreads: 0,
      maxThreads: MOST_THREADS,
      idleTimeout: IDLE_MS,
      niceIncrement: NICE,
      // A thread is given no secret of ours, nor the flags of this process.
      env: {},
      execArgv: [],
    });
    return this.#threads.run(task, { name });
  }
}
