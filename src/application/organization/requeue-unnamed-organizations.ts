import type { HookQueue } from '../ports/hook-queue.ts';
import type { Logger } from '../ports/logger.ts';
import type { Clock } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';

type Input = {
  /** How many organizations to treat at most. */
  limit: number;
};
type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'organizations'>>;
  hookQueue: HookQueue;
  clock: Clock;
  logger: Logger;
};
/** @returns how many organizations were queued */
export type RequeueUnnamedOrganizations = (input: Input) => Promise<number>;

/**
 * Every night, has the plugins treat again the organizations still called by a registration id. A run that
 * reaches its limit says so: the newest organizations then wait for the oldest to get a name.
 */
export const makeRequeueUnnamedOrganizations =
  ({ unitOfWork, hookQueue, clock, logger }: Deps): RequeueUnnamedOrganizations =>
  async ({ limit }) => {
    const unnamed = await unitOfWork.run(({ organizations }) => organizations.listUnnamed(limit));
    const occurredAt = clock.now();
    for (const { id } of unnamed) await hookQueue.organizationCreated({ organizationId: id, occurredAt });
    logger.info('Unnamed organizations queued', { count: unnamed.length });
    if (unnamed.length === limit) logger.warn('More unnamed organizations than one run treats', { limit });
    return unnamed.length;
  };
