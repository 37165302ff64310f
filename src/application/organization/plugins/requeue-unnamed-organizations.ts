import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { PluginRegistry } from './plugin-registry.ts';
import { queueOrganizationCreated } from './queue-organization-created.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'organizations' | 'outbox'>>;
  plugins: PluginRegistry;
  clock: Clock;
  logger: Logger;
};

/** Most organizations that one run queues. */
const UNNAMED_LIMIT = 10_000;

/**
 * Queues the event again for organizations that are still named after a registration id. A run that reaches its limit
 * logs it: the newest organizations then wait until the oldest have a name.
 */
export const makeRequeueUnnamedOrganizations =
  ({ unitOfWork, plugins, clock, logger }: Deps): JobHandler<'name_unnamed_organizations'> =>
  async () => {
    const count = await unitOfWork.run(async ({ organizations, outbox }) => {
      const unnamed = await organizations.listUnnamed(UNNAMED_LIMIT);
      const occurredAt = clock.now();
      for (const { id } of unnamed) {
        await queueOrganizationCreated(outbox, plugins, { organizationId: id, occurredAt });
      }
      return unnamed.length;
    });
    logger.info('unnamed organizations queued', { count });
    if (count === UNNAMED_LIMIT) logger.warn('more unnamed organizations than one run treats', { count });
    return undefined;
  };
