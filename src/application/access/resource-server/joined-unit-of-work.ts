import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

/** Has use cases do their work inside the transaction that is running: all of it is stored with the rest, or none. */
export const joinedUnitOfWork = (repositories: Repositories): UnitOfWork => ({
  run: (work) => work(repositories),
});
