import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { lockOrganizationFor } from './lock-organization-for.ts';
import type { OrganizationOperator } from './organization-operator.ts';
import type { PluginRegistry } from './plugins/plugin-registry.ts';
import { queueOrganizationCreated } from './plugins/queue-organization-created.ts';

export type TellPlugins = (by: OrganizationOperator, id: OrganizationId) => Promise<readonly string[]>;

/**
 * Queues an organization for the plugins again as if it had just been created, by a staff member: after its registration
 * ids were corrected, or a plugin was added. Returns the names of these plugins.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`
 */
export const makeTellPlugins =
  ({
    unitOfWork,
    clock,
    plugins,
  }: {
    unitOfWork: UnitOfWork<Pick<Repositories, 'organizations' | 'organizationAccesses' | 'outbox'>>;
    clock: Clock;
    plugins: PluginRegistry;
  }): TellPlugins =>
  (by, id) =>
    unitOfWork.run(async (stores) => {
      await lockOrganizationFor(stores, by, id, 'edit');
      await queueOrganizationCreated(stores.outbox, plugins, {
        organizationId: id,
        occurredAt: clock.now(),
      });
      return plugins.listening('organization_created');
    });
