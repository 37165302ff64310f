import { type FeatureFlags, type MeAbilities, meAbilities } from '../../domain/people/me-abilities.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Actor } from '../shared/actor.ts';
import type { PersonQueries, PersonView } from './person-queries.ts';

type Deps = { personQueries: PersonQueries; featureFlags: FeatureFlags };
export type Me = Pick<PersonView, 'user' | 'organization'> & { readonly abilities: MeAbilities };
export type GetMe = (actor: Actor) => Promise<Me>;

/** The signed-in person, their organization and the features that they see. */
export const makeGetMe =
  ({ personQueries, featureFlags }: Deps): GetMe =>
  async (actor) => {
    const person = await personQueries.find(actor.userId);
    if (!person) throw new DomainError('session.required', 'The account is gone');
    const { user, organization } = person;
    return { user, organization, abilities: meAbilities(featureFlags, person) };
  };
