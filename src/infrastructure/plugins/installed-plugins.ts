import type { HookOutcome, Plugin } from '../../application/organization/plugins/plugin.ts';
import type { PluginRegistry } from '../../application/organization/plugins/plugin-registry.ts';
import type { PluginEvent } from '../../application/shared/jobs/job.ts';

/** Names of hooks in jobs, and in plugins. */
export const HOOKS = {
  organization_created: 'organizationCreated',
  organization_access_granted: 'organizationAccessGranted',
} as const satisfies Record<PluginEvent['hook'], keyof Plugin['hooks']>;

/** The plugins of this installation, in configured order. */
export class InstalledPlugins implements PluginRegistry {
  constructor(private readonly plugins: readonly Plugin[]) {}

  listening(hook: PluginEvent['hook']): readonly string[] {
    return this.plugins.filter(({ hooks }) => hooks[HOOKS[hook]]).map(({ name }) => name);
  }

  async call(name: string, event: PluginEvent): Promise<HookOutcome> {
    const hooks = this.plugins.find((plugin) => plugin.name === name)?.hooks;
    const { organizationId } = event;
    const occurredAt = new Date(event.occurredAt);
    const outcome =
      event.hook === 'organization_created'
        ? await hooks?.organizationCreated?.({ organizationId, occurredAt })
        : await hooks?.organizationAccessGranted?.({ organizationId, userId: event.userId, occurredAt });
    return outcome ?? { done: true };
  }
}
