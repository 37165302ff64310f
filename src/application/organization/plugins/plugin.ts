import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock, Randomness } from '../../shared/system.ts';
import type { RateLimiter } from '../../shared/throttling/rate-limiter.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { OrganizationDirectory } from './organization-directory.ts';

/** An organization was stored, or is to be treated again as if it had just been. */
export type OrganizationCreatedEvent = Readonly<{
  organizationId: OrganizationId;
  /** When it happened; the same on every call for the same event. */
  occurredAt: Date;
}>;

export type OrganizationAccessGrantedEvent = Readonly<{
  organizationId: OrganizationId;
  userId: UserId;
  occurredAt: Date;
}>;

/** Done with the event, or to be called again with it after a whole number of seconds, at least 1. */
export type HookOutcome = { readonly done: true } | { readonly done: false; readonly retryInSeconds: number };

/**
 * Hooks run as background jobs after the commit of what they tell, at least once and possibly at the same time
 * as another run for the same organization. They never wait: one that cannot go on now asks to be called again.
 * What they throw is logged and the job is retried by the queue's own rules.
 */
export type PluginHooks = Readonly<{
  organizationCreated?(event: OrganizationCreatedEvent): Promise<HookOutcome>;
  organizationAccessGranted?(event: OrganizationAccessGrantedEvent): Promise<HookOutcome>;
}>;

export type Plugin = Readonly<{
  /** Its name in `INSTALLED_PLUGINS`. */
  name: string;
  hooks: PluginHooks;
}>;

/** What operators decide for plugins. */
export type PluginSettings = Readonly<{
  /** Leave out the directory look-up of a registration id whose checksum is wrong. */
  requireValidSiret: boolean;
}>;

/** All that a plugin may use. */
export type PluginPorts = Readonly<{
  unitOfWork: UnitOfWork<Pick<Repositories, 'organizations' | 'audit'>>;
  organizationDirectory: OrganizationDirectory;
  rateLimiter: RateLimiter;
  clock: Clock;
  randomness: Randomness;
  logger: Logger;
  settings: PluginSettings;
}>;

/** What the module of a plugin exports under this name. */
export type CreatePlugin = (ports: PluginPorts) => Plugin;
