import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

/**
 * A unit of work that runs use cases inside the open transaction: their changes are committed or rolled back with it.
 */
export const joinedUnitOfWork = (repositories: Repositories): UnitOfWork => ({
  run: (work) => work(repositories),
});
