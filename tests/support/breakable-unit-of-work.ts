import type { Repositories, UnitOfWork } from '../../src/application/unit-of-work.ts';

/** Runs transactions on another unit of work, and loses those that a test plans to lose, at their very end. */
export class BreakableUnitOfWork implements UnitOfWork {
  #fates: readonly ('lost' | 'kept')[] = [];

  constructor(private readonly inner: UnitOfWork) {}

  /** The outcomes of the next transactions, in order; later ones are kept. */
  plan(...fates: readonly ('lost' | 'kept')[]): void {
    this.#fates = fates;
  }

  run<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    const [fate, ...rest] = this.#fates;
    this.#fates = rest;
    return this.inner.run(async (repositories) => {
      const result = await work(repositories);
      if (fate === 'lost') throw new Error('the connection broke at the commit');
      return result;
    });
  }
}
