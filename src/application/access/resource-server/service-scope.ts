import { SERVICE_PROVIDER_TEXT_MAX_LENGTH } from '../../../domain/access/unnamed-service-provider.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import type { Actor } from '../../shared/actor.ts';
import type { ResourceServerCaller } from './authenticate-caller.ts';

declare const restriction: unique symbol;

/** To what a calling service is restricted on a route. */
export type Restriction =
  /** Teams that the person sees and the service may see too: linked to it, or visible to all services. */
  | 'seen_teams'
  /** Teams of the person that the service is linked to. */
  | 'linked_teams'
  /** The person themself, and who shares with them a team that the service may see. */
  | 'shared_people'
  /** What describes the server itself, the same for everybody: no data at all. */
  | 'no_data';

/**
 * Who asks, through which service, restricted to what. Whatever reads or writes for the resource server takes one of
 * these in place of an actor, and only a filter makes one: without filter there is nothing to ask with.
 */
export type ServiceScope<R extends Restriction = Restriction> = Readonly<{
  actor: Actor;
  /** Client id of the calling service. */
  audience: string;
  [restriction]: R;
}>;

/** Turns a recognized caller into what a route may ask with. */
export type ServiceFilter<R extends Restriction> = (caller: ResourceServerCaller) => ServiceScope<R>;

/**
 * Restricts a caller. An audience that cannot be that of a service provider can have no data.
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

/** Every filter there is. */
export const SERVICE_FILTERS = {
  seenTeams: restrictedTo<'seen_teams'>(),
  linkedTeams: restrictedTo<'linked_teams'>(),
  sharedPeople: restrictedTo<'shared_people'>(),
  noData: restrictedTo<'no_data'>(),
} as const;
