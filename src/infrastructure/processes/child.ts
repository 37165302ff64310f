import type { HealthStatus } from '../../application/shared/health-check.ts';
import { type MessageToChild, type Question, readMessageToParent } from './messages.ts';

/** The roles of processes that a parent starts. */
export type ChildRole = 'web' | 'worker';

export type ChildEnd = Readonly<{ code: number | undefined; signal: string | undefined }>;

/** A started process. */
export type ChildHandle = Readonly<{
  pid: number;
  /** Resolves when it has ended, or could not be started. */
  ended: Promise<ChildEnd>;
  /** Best effort: a process that is ending reads nothing. */
  send(message: MessageToChild): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Ends it at once. */
  kill(): void;
}>;

/** A process as its parent sees it. */
export class Child {
  readonly role: ChildRole;
  readonly #handle: ChildHandle;
  readonly #questions = new Map<number, (answer: unknown) => void>();
  #lastId = 0;
  /** As it answered last. */
  health: HealthStatus = 'ok';
  /** How many questions in a row it has not answered. */
  silence = 0;

  constructor(role: ChildRole, handle: ChildHandle) {
    this.role = role;
    this.#handle = handle;
    handle.onMessage((given) => {
      const message = readMessageToParent(given);
      if (message) this.#questions.get(message.id)?.(message.answer);
    });
    // Once for all questions: a listener for each would stay for as long as the process lives.
    void handle.ended.then(() => {
      for (const resolve of this.#questions.values()) resolve(undefined);
    });
  }

  get pid(): number {
    return this.#handle.pid;
  }

  get ended(): Promise<ChildEnd> {
    return this.#handle.ended;
  }

  send(message: MessageToChild): void {
    this.#handle.send(message);
  }

  kill(): void {
    this.#handle.kill();
  }

  /** @returns undefined when there is no answer in time */
  async ask(about: Question, patienceMs: number): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<unknown>((resolve) => {
        this.#questions.set(id, resolve);
        timer = setTimeout(resolve, patienceMs);
        this.send({ regie: 'question', id, about });
      });
    } finally {
      clearTimeout(timer);
      this.#questions.delete(id);
    }
  }
}
