import { SERVICE_PROVIDER_TEXT_MAX_LENGTH } from '../../../domain/access/unnamed-service-provider.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import type { Actor } from '../../shared/actor.ts';
import type { ResourceServerCaller } from './authenticate-caller.ts';

declare const restriction: unique symbol;

/** The data that a calling service may reach on a route. */
export type Restriction =
  /** Teams that both the person and the service may see: linked to the service, or visible to all services. */
  | 'seen_teams'
  /** Teams of the person that the service is linked to. */
  | 'linked_teams'
  /** The person, and the people who share a team with them that the service may see. */
  | 'shared_people'
  /** The people and the teams together, as a SCIM server shows them. */
  | 'directory'
  /** The server's own description, the same for every caller: no data at all. */
  | 'no_data';

/**
 * The calling person and service, with the restriction. Use cases for the resource server take a scope in place of an
 * actor, and only a filter makes one: a route without a filter cannot call them.
 */
export type ServiceScope<R extends Restriction = Restriction> = Readonly<{
  actor: Actor;
  /** Client id of the calling service. */
  audience: string;
  [restriction]: R;
}>;

/** Turns an authenticated caller into a scope. */
export type ServiceFilter<R extends Restriction> = (caller: ResourceServerCaller) => ServiceScope<R>;

/**
 * Restricts a caller, unless its audience can be no service provider's: too long, or with control characters.
 *
 * @throws DomainError `bearer.invalid`
 */
const restrictedTo =
  <R extends Restriction>(): ServiceFilter<R> =>
  ({ actor, audience }) => {
    if (isLongerThan(audience, SERVICE_PROVIDER_TEXT_MAX_LENGTH) || /\p{Cc}/u.test(audience)) {
      throw new DomainError('bearer.invalid', 'The audience cannot be that of a service provider');
    }
    return { actor, audience } as ServiceScope<R>;
  };

/** All filters. */
export const SERVICE_FILTERS = {
  seenTeams: restrictedTo<'seen_teams'>(),
  linkedTeams: restrictedTo<'linked_teams'>(),
  sharedPeople: restrictedTo<'shared_people'>(),
  directory: restrictedTo<'directory'>(),
  noData: restrictedTo<'no_data'>(),
} as const;

const asOf =
  <R extends Restriction>() =>
  ({ actor, audience }: ServiceScope<'directory'>): ServiceScope<R> =>
    ({ actor, audience }) as ServiceScope<R>;

/** The scope of each part of the directory, for a caller who may query all of it. */
export const PARTS_OF_DIRECTORY = {
  people: asOf<'shared_people'>(),
  teams: asOf<'seen_teams'>(),
} as const;
