import { DomainError } from '../../domain/shared/errors.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { Clock } from '../shared/system.ts';
import type { InvitationKind, KindTypes } from './invitation-kind.ts';
import type { InvitationQueries } from './invitation-queries.ts';
import { type InvitationView, viewInvitation } from './invitation-view.ts';

type Deps<K extends KindTypes> = {
  invitationQueries: InvitationQueries<K['place']['id'], K['invitation']>;
  clock: Clock;
  /** The place and the actor's role in it; undefined for outsiders. */
  see: (
    actor: Actor,
    ref: K['ref'],
  ) => Promise<{ readonly id: K['place']['id']; readonly role: K['invitation']['role'] } | undefined>;
};

/** Shows the invitations to a place to those who have an access to it. */
export function makeReadInvitations<K extends KindTypes>(
  kind: Pick<InvitationKind<K>, 'invitation' | 'abilities'>,
  { invitationQueries, clock, see }: Deps<K>,
) {
  type View = InvitationView<K['invitation']>;
  return {
    /** An empty list for outsiders, unless `see` throws. */
    list: async (actor: Actor, ref: K['ref'], request: PageRequest<'created_at'>): Promise<Page<View>> => {
      const seen = await see(actor, ref);
      if (!seen) return { total: 0, items: [] };
      const { total, items } = await invitationQueries.page(seen.id, request);
      const now = clock.now();
      return {
        total,
        items: items.map((item) => viewInvitation(item, kind.abilities(seen.role, item), now)),
      };
    },

    /** @throws DomainError `….not_found`, also to outsiders */
    get: async (actor: Actor, ref: K['ref'], id: K['invitation']['id']): Promise<View> => {
      const seen = await see(actor, ref);
      const found = seen && (await invitationQueries.find(seen.id, id));
      if (!found) throw new DomainError(`${kind.invitation}.not_found`, 'No such invitation');
      return viewInvitation(found, kind.abilities(seen.role, found), clock.now());
    },
  };
}
