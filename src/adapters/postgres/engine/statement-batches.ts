import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';

/** How long a statement may take before those who wait behind it get one of their own. */
const PATIENCE_MS = 25;
/** Most questions in one statement. */
const LARGEST_BATCH = 100;

type Waiting<Question, Answer> = Readonly<{
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}>;

/**
 * Puts questions that arrive while a statement is on its way into the next one, instead of one statement each. Whoever
 * asks when nothing is on its way is sent at once. Every answer is read after its question was asked: nothing is kept.
 *
 * A statement that is held up (a lock, a lost connection) holds up nobody else for longer than `PATIENCE_MS`. One that
 * fails is tried again question by question, so that each gets the failure it causes itself; but for an outage of the
 * database, which all get at once.
 */
export class StatementBatches<Question, Answer> {
  #waiting: Waiting<Question, Answer>[] = [];
  #isBusy = false;

  /** @param answer answers all in one statement, each at the place of its question */
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
    const goOn = () => {
      if (isFirst) this.#next();
      isFirst = false;
    };
    const patience = setTimeout(goOn, PATIENCE_MS);
    void this.#send(batch).finally(() => {
      clearTimeout(patience);
      goOn();
    });
  }

  async #send(batch: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.answer(batch.map(({ question }) => question));
      batch.forEach(({ resolve }, index) => {
        resolve(answers[index] as Answer);
      });
    } catch (error) {
      // Nobody's question made the database unavailable: to ask again would only have everybody wait once more.
      if (batch.length === 1 || error instanceof StorageUnavailable)
        for (const { reject } of batch) reject(error);
      else await Promise.all(batch.map((one) => this.#send([one])));
    }
  }
}
