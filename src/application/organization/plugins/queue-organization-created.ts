import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Outbox } from '../../shared/jobs/outbox.ts';
import type { PluginRegistry } from './plugin-registry.ts';

/**
 * Queues the event for every plugin that handles it, after commit; a waiting event of the same organization is replaced.
 */
export async function queueOrganizationCreated(
  outbox: Outbox,
  plugins: PluginRegistry,
  { organizationId, occurredAt }: { organizationId: OrganizationId; occurredAt: Date },
): Promise<void> {
  for (const plugin of plugins.listening('organization_created')) {
    const event = {
      hook: 'organization_created',
      organizationId,
      occurredAt: occurredAt.toISOString(),
    } as const;
    await outbox.append(
      { name: 'run_plugin_hook', plugin, event },
      { key: `organization_created:${plugin}:${organizationId}` },
    );
  }
}
