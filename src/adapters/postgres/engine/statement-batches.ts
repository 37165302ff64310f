import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';

/** How long a statement may take before the questions behind it are sent in another one. */
const PATIENCE_MS = 25;
/** Most questions in one statement. */
const LARGEST_BATCH = 100;

type Waiting<Question, Answer> = Readonly<{
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}>;

/**
 * Combines questions that arrive while a statement is under way into the next statement, instead of one each. A question
 * is sent at once when no statement is under way. Each answer is read after its question was asked: nothing is cached.
 *
 * A slow statement (a lock, a lost connection) delays other questions by `PATIENCE_MS` at most. A failed one is repeated
 * question by question, so that each gets its own failure, except in an outage of the database, which fails them all at
 * once.
 */
export class StatementBatches<Question, Answer> {
  #waiting: Waiting<Question, Answer>[] = [];
  #isBusy = false;

  /** @param answer answers all questions in one statement, in their order */
  constructor(private readonly answer: (questions: readonly Question[]) => Promise<readonly Answer[]>) {}

  /** @throws what the statement threw */
  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      if (!this.#isBusy) this.#next();
    });
  }

  #next(): void {
    this.#isBusy = this.#waiting.length > 0;
    if (!this.#isBusy) return;
    const batch = this.#waiting.splice(0, LARGEST_BATCH);
    let isFirst = true;
    const sendNext = () => {
      if (isFirst) this.#next();
      isFirst = false;
    };
    const patience = setTimeout(sendNext, PATIENCE_MS);
    void this.#send(batch).finally(() => {
      clearTimeout(patience);
      sendNext();
    });
  }

  async #send(batch: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.answer(batch.map(({ question }) => question));
      batch.forEach(({ resolve }, index) => {
        resolve(answers[index] as Answer);
      });
    } catch (error) {
      // No question caused the outage: repeating them would only make all callers wait again.
      if (batch.length === 1 || error instanceof StorageUnavailable)
        for (const { reject } of batch) reject(error);
      else await Promise.all(batch.map((one) => this.#send([one])));
    }
  }
}
