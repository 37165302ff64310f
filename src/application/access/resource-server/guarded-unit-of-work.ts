import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

/**
 * A unit of work whose transactions begin with `guard`. If the guard locks what it reads, its findings hold until the
 * end of the transaction. An error of the guard ends the transaction.
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
