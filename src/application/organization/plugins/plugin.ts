import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock, Randomness } from '../../shared/system.ts';
import type { RateLimiter } from '../../shared/throttling/rate-limiter.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { OrganizationDirectory } from './organization-directory.ts';

/** An organization was stored, or is to be handled again as if it had just been. */
export type OrganizationCreatedEvent = Readonly<{
  organizationId: OrganizationId;
  /** Time of the event; the same on every call for it. */
  occurredAt: Date;
}>;

export type OrganizationAccessGrantedEvent = Readonly<{
  organizationId: OrganizationId;
  userId: UserId;
  occurredAt: Date;
}>;

/** The event is handled, or the plugin asks to be called again after a whole number of seconds, at least 1. */
export type HookOutcome = { readonly done: true } | { readonly done: false; readonly retryInSeconds: number };

/**
 * Hooks run as background jobs after the commit of the event's change, at least once and possibly at the same time as
 * another run for the same organization. Hooks never wait: one that cannot continue asks to be called again. Their
 * errors are logged and the job is retried by the queue's own rules.
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

/** The operators' settings for plugins. */
export type PluginSettings = Readonly<{
  /** Leave out the directory look-up of a registration id whose checksum is wrong. */
  requireValidSiret: boolean;
}>;

/** The ports that a plugin may use. */
export type PluginPorts = Readonly<{
  unitOfWork: UnitOfWork<Pick<Repositories, 'organizations' | 'audit'>>;
  organizationDirectory: OrganizationDirectory;
  rateLimiter: RateLimiter;
  clock: Clock;
  randomness: Randomness;
  logger: Logger;
  settings: PluginSettings;
}>;

/** The export that the module of a plugin must have. */
export type CreatePlugin = (ports: PluginPorts) => Plugin;
