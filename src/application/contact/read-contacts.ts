import {
  type ContactAbilities,
  type ContactFor,
  contactAbilities,
  ensureMayUseContact,
} from '../../domain/contact/contact-abilities.ts';
import type { ContactId } from '../../domain/shared/ids.ts';
import type { Actor } from '../actor.ts';
import type { ContactQueries, ContactSearch } from '../ports/contact-queries.ts';

type Deps = { contactQueries: ContactQueries };

export type ListContacts = (actor: Actor, search: ContactSearch) => Promise<readonly ContactFor[]>;

/** The contacts in the actor's address book. */
export const makeListContacts =
  ({ contactQueries }: Deps): ListContacts =>
  async (actor, search) => {
    const found = await contactQueries.list(actor, search);
    return found.map((known) => ({ contact: known.contact, abilities: contactAbilities(known, actor) }));
  };

export type GetContact = (
  actor: Actor,
  id: ContactId,
  action?: keyof ContactAbilities,
) => Promise<ContactFor>;

/**
 * One contact, also one that the actor overrides.
 *
 * @throws DomainError `contact.not_found` also when it is hidden; `contact.action_forbidden` when the actor may see
 *   it but not do `action` with it
 */
export const makeGetContact =
  ({ contactQueries }: Deps): GetContact =>
  async (actor, id, action = 'get') =>
    ensureMayUseContact(await contactQueries.find(id), actor, action);

export type FindHiddenContacts = (actor: Actor, ids: readonly ContactId[]) => Promise<readonly ContactId[]>;

/** Which of these contacts are not there, or not for the actor to see. */
export const makeFindHiddenContacts =
  ({ contactQueries }: Deps): FindHiddenContacts =>
  async (actor, ids) => {
    const hidden: ContactId[] = [];
    for (const id of ids) {
      const known = await contactQueries.find(id);
      if (!known || !contactAbilities(known, actor).get) hidden.push(id);
    }
    return hidden;
  };
