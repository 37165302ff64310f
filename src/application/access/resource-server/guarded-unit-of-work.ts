import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

/**
 * A unit of work whose transactions begin with `guard`: what it finds still holds when the work is done, provided that
 * it locks what it looks at. What it throws ends the transaction.
 */
export const guardedUnitOfWork = <R extends Partial<Repositories>>(
  unitOfWork: UnitOfWork<R>,
  guard: (repositories: R) => Promise<void>,
): UnitOfWork<R> => ({
  run: (work) =>
    unitOfWork.run(async (repositories) => {
      await guard(repositories);
      return work(repositories);
    }),
});
