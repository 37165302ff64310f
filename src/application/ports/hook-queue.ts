import type { OrganizationCreatedEvent } from './plugin.ts';

/** Has the installed plugins' hooks called in the background. */
export interface HookQueue {
  /**
   * Queues the `organizationCreated` hook of every installed plugin. An event of the same organization that
   * still waits is replaced, so that queueing twice makes no second call.
   */
  organizationCreated(event: OrganizationCreatedEvent): Promise<void>;
}
