import { DomainError } from '../shared/errors.ts';

/** The relation of a calling service to a team: linked to it, allowed to see it as every service is, or neither. */
export type ServiceStanding = 'linked' | 'visible' | 'none';

/** What a service may do with a team on behalf of a person who may do it (contract/rest-api.md 3.17, D28). */
export type ServiceAbilities = Readonly<{
  /** Show the team and its members. */
  read: boolean;
  /** Change the team and its members. */
  write: boolean;
  /** Show and write the team's invitations, which are for linked services only. */
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
 * @throws DomainError `team.not_found` when the service may not see the team, `team.action_forbidden`
 */
export function ensureServiceMayWrite(standing: ServiceStanding): void {
  const { read, write } = ABILITIES[standing];
  if (!read) throw new DomainError('team.not_found', 'No such team for this service');
  if (!write) throw new DomainError('team.action_forbidden', 'The service is not linked to the team');
}
