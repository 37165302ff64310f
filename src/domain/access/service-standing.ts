import { DomainError } from '../shared/errors.ts';

/** What a calling service is to a team: one it is linked to, one that every service may see, or nothing. */
export type ServiceStanding = 'linked' | 'visible' | 'none';

/** What a service may do with a team on behalf of somebody who may do it (contract/rest-api.md 3.17, D28). */
export type ServiceAbilities = Readonly<{
  /** Show it, and who is in it. */
  read: boolean;
  /** Change it, and who is in it. */
  write: boolean;
  /** Show and write its invitations: those are nobody else's business. */
  invitations: boolean;
}>;

const ABILITIES = {
  linked: { read: true, write: true, invitations: true },
  visible: { read: true, write: false, invitations: false },
  none: { read: false, write: false, invitations: false },
} as const satisfies Record<ServiceStanding, ServiceAbilities>;

export const serviceAbilities = (standing: ServiceStanding): ServiceAbilities => ABILITIES[standing];

export const serviceStanding = (isLinked: boolean, isVisibleAllServices: boolean): ServiceStanding =>
  isLinked ? 'linked' : isVisibleAllServices ? 'visible' : 'none';

/**
 * Refuses a service that may not change a team.
 *
 * @throws DomainError `team.not_found` when it may not even see it, `team.action_forbidden`
 */
export function ensureServiceMayWrite(standing: ServiceStanding): void {
  const { read, write } = ABILITIES[standing];
  if (!read) throw new DomainError('team.not_found', 'No such team for this service');
  if (!write) throw new DomainError('team.action_forbidden', 'The service is not linked to the team');
}
