import {
  type ContactAbilities,
  type ContactFor,
  contactAbilities,
  ensureMayUseContact,
  type KnownContact,
} from '../../../domain/people/contact-abilities.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import { searchPage } from '../../shared/search.ts';
import type { Searched } from '../../shared/searched.ts';
import type { ContactQueries, ContactSearch, ContactsBegun } from './contact-queries.ts';

type Deps = { contactQueries: ContactQueries };

/** Most of an address book that is in memory at once. */
const MOST_AT_ONCE = { rows: 500, weight: 1_000_000 };
/** Most contacts whose ids are in memory at once. */
const MOST_IDS = 5_000;

/** How many contacts were found, at least. */
const sizeOf = ({ contacts, rest }: ContactsBegun): number => contacts.length + rest.length;

const seenBy =
  (actor: Actor) =>
  (known: KnownContact): ContactFor => ({
    contact: known.contact,
    abilities: contactAbilities(known, actor),
  });

export type ListContacts = (
  actor: Actor,
  search: Omit<ContactSearch, 'text'> & { readonly text: string },
) => Promise<{ readonly items: readonly ContactFor[]; readonly hasMore: boolean }>;

/** One window of the actor's address book: `limit` contacts, or fewer large ones; `hasMore`: whether more follow. */
export const makeListContacts =
  ({ contactQueries }: Deps): ListContacts =>
  async (actor, { limit, text, offset }) => {
    const most = { ...MOST_AT_ONCE, rows: limit };
    const read = (searched: Searched, window: Pick<ContactSearch, 'limit' | 'offset'>) =>
      contactQueries.begin(actor, { text: searched, ...window }, most);
    const { contacts, rest } = await searchPage(text, async (searched = '') => {
      const begun = await read(searched, { limit: limit + 1, offset });
      // A window behind the end says nothing about what comes before it.
      const isBehind = sizeOf(begun) === 0 && offset > 0;
      const total = sizeOf(isBehind ? await read(searched, { limit: 1, offset: 0 }) : begun);
      return { ...begun, total };
    });
    return { items: contacts.map(seenBy(actor)), hasMore: rest.length > 0 };
  };

export type WalkContacts = (actor: Actor, text: string) => AsyncIterable<readonly ContactFor[]>;

/** The whole address book, or all contacts found in it, in parts, so that it need not be in memory as a whole. */
export const makeWalkContacts = ({ contactQueries }: Deps): WalkContacts =>
  async function* walkContacts(actor, text) {
    const read = (searched: Searched, offset: number) =>
      contactQueries.begin(actor, { text: searched, limit: MOST_IDS, offset }, MOST_AT_ONCE);
    const first = await searchPage(text, async (searched = '') => {
      const begun = await read(searched, 0);
      return { begun, searched, total: sizeOf(begun) };
    });
    let offset = 0;
    for (let isWhole = false; !isWhole; offset += MOST_IDS) {
      const { contacts, rest } = offset === 0 ? first.begun : await read(first.searched, offset);
      yield contacts.map(seenBy(actor));
      for (const ids of inParts(rest)) {
        const found = (await contactQueries.findMany(ids)).map(seenBy(actor));
        // Visibility may have changed since the ids were read.
        yield found.filter(({ abilities }) => abilities.get);
      }
      isWhole = contacts.length + rest.length < MOST_IDS;
    }
  };

/** Ids in parts whose contacts may be in memory together. */
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
 * @throws DomainError `contact.not_found` also for a hidden contact; `contact.action_forbidden` when the actor may see
 *   it but not do `action` with it
 */
export const makeGetContact =
  ({ contactQueries }: Deps): GetContact =>
  async (actor, id, action = 'get') =>
    ensureMayUseContact(await contactQueries.find(id), actor, action);

export type FindHiddenContacts = (actor: Actor, ids: readonly ContactId[]) => Promise<readonly ContactId[]>;

/** Those of these contacts that do not exist or are hidden from the actor. */
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
