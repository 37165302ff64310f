import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Outbox } from '../../shared/jobs/outbox.ts';
import type { PluginRegistry } from './plugin-registry.ts';

/** Has every plugin that wants to hear of it told, after commit; an event of the same organization that waits is replaced. */
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
