import {
  type ContactAbilities,
  type ContactFor,
  contactAbilities,
  ensureMayUseContact,
  type KnownContact,
} from '../../../domain/people/contact-abilities.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { ContactQueries, ContactSearch, ContactsBegun } from './contact-queries.ts';

type Deps = { contactQueries: ContactQueries };

/** What is read of an address book at once: whatever is stored, no more than this is in memory of it. */
const MOST_AT_ONCE = { rows: 500, weight: 1_000_000 };
/** Contacts of which at least the ids are in memory. */
const MOST_IDS = 5_000;

const seenBy =
  (actor: Actor) =>
  (known: KnownContact): ContactFor => ({
    contact: known.contact,
    abilities: contactAbilities(known, actor),
  });

export type ListContacts = (
  actor: Actor,
  search: ContactSearch,
) => Promise<{ readonly items: readonly ContactFor[]; readonly hasMore: boolean }>;

/**
 * Some of the contacts in the actor's address book: `limit` of them, or fewer where they are large; `hasMore` says whether
 * others come after those given.
 */
export const makeListContacts =
  ({ contactQueries }: Deps): ListContacts =>
  async (actor, { limit, ...search }) => {
    const most = { ...MOST_AT_ONCE, rows: limit };
    const { contacts, rest } = await contactQueries.begin(actor, { ...search, limit: limit + 1 }, most);
    return { items: contacts.map(seenBy(actor)), hasMore: rest.length > 0 };
  };

export type WalkContacts = (actor: Actor, text: string) => AsyncIterable<readonly ContactFor[]>;

/** All of the address book, or what is found in it, part by part: a whole one need not be in memory to be written. */
export const makeWalkContacts = ({ contactQueries }: Deps): WalkContacts =>
  async function* walkContacts(actor, text) {
    let offset = 0;
    for (let isWhole = false; !isWhole; offset += MOST_IDS) {
      const search = { text, limit: MOST_IDS, offset };
      const { contacts, rest } = await contactQueries.begin(actor, search, MOST_AT_ONCE);
      yield contacts.map(seenBy(actor));
      for (const ids of inParts(rest)) {
        const found = (await contactQueries.findMany(ids)).map(seenBy(actor));
        // Who may see it may have changed since.
        yield found.filter(({ abilities }) => abilities.get);
      }
      isWhole = contacts.length + rest.length < MOST_IDS;
    }
  };

/** Ids of what may be in memory together. */
function* inParts(rest: ContactsBegun['rest']): Generator<readonly ContactId[]> {
  let [part, weight]: [ContactId[], number] = [[], 0];
  for (const item of rest) {
    if (
      part.length === MOST_AT_ONCE.rows ||
      (part.length > 0 && weight + item.weight > MOST_AT_ONCE.weight)
    ) {
      yield part;
      [part, weight] = [[], 0];
    }
    part.push(item.id);
    weight += item.weight;
  }
  if (part.length > 0) yield part;
}

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
