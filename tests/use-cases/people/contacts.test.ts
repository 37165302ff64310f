import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Contact } from '../../../src/domain/people/contact.ts';
import { CONTACT_NOTES_MAX_LENGTH } from '../../../src/domain/people/contact-bounds.ts';
import type { ContactId } from '../../../src/domain/shared/ids.ts';
import { makeContact } from '../../builders/make-contact.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const EVERYTHING = { get: true, patch: true, put: true, delete: true };
const LOOK = { get: true, patch: false, put: false, delete: false };
const MAX = 5;

let world: UseCaseWorld;
let alice: Actor;
/** Of the organization of Alice, and of another one. */
let colleague: Actor;
let stranger: Actor;

beforeEach(async () => {
  world = await openUseCaseWorld({ settings: { contactsPerOwnerMax: MAX } });
  const [evry, lyon] = [makeOrganization(), makeOrganization()];
  for (const organization of [evry, lyon]) await world.addOrganization(organization);
  alice = (await world.addPerson({ organizationId: evry.id })).actor;
  colleague = (await world.addPerson({ organizationId: evry.id })).actor;
  stranger = (await world.addPerson({ organizationId: lyon.id })).actor;
});

const put = async (given: Partial<Contact>): Promise<Contact> => {
  const contact = makeContact(given);
  await world.unitOfWork.run(({ contacts }) => contacts.insert(contact));
  return contact;
};
const stored = (id: ContactId) => world.tables().contacts.find(id);
const everything = () => world.tables().contacts.all(() => true);
const NEW = { fullName: 'Ana', shortName: null, notes: '', overrideId: null, data: {} };

/** A contact of each kind there is, as Alice sees it. */
const KINDS: readonly (readonly [
  string,
  (world: World) => Partial<Contact>,
  typeof EVERYTHING | undefined,
])[] = [
  ['of her own', ({ alice: { userId: ownerId } }) => ({ ownerId }), EVERYTHING],
  [
    'that is her profile',
    ({ alice: { userId } }) => ({ ownerId: userId, userId }),
    { ...EVERYTHING, delete: false },
  ],
  ['that is everybody’s', () => ({}), LOOK],
  ['that is the profile of a colleague', ({ colleague: { userId } }) => ({ ownerId: userId, userId }), LOOK],
  ['of a colleague', ({ colleague: { userId: ownerId } }) => ({ ownerId }), undefined],
  [
    'that is the profile of a stranger',
    ({ stranger: { userId } }) => ({ ownerId: userId, userId }),
    undefined,
  ],
];
type World = { alice: Actor; colleague: Actor; stranger: Actor };

describe.each(KINDS)('a contact %s', (_kind, given, abilities) => {
  let contact: Contact;
  beforeEach(async () => {
    contact = await put(given({ alice, colleague, stranger }));
  });
  const refusal = { code: abilities?.get ? 'contact.action_forbidden' : 'contact.not_found' };

  it('is seen, or not, with what she may do with it', async () => {
    const { items } = await world.useCases.listContacts(alice, { text: '', limit: 10, offset: 0 });
    expect(items).toEqual(abilities === undefined ? [] : [{ contact, abilities }]);
    const hidden = await world.useCases.findHiddenContacts(alice, [contact.id]);
    expect(hidden).toEqual(abilities === undefined ? [contact.id] : []);
    const found = world.useCases.getContact(alice, contact.id);
    if (abilities === undefined) await expect(found).rejects.toMatchObject(refusal);
    else expect(await found).toEqual({ contact, abilities });
  });

  it('is changed by its owner alone', async () => {
    world.clock.advance(60);
    const attempt = world.useCases.updateContact(alice, contact.id, { fullName: 'Renamed' });
    if (abilities?.patch) {
      const changed = { ...contact, fullName: 'Renamed', updatedAt: world.clock.now() };
      expect(await attempt).toEqual({ contact: changed, abilities });
      expect(stored(contact.id)).toEqual(changed);
      return;
    }
    await expect(attempt).rejects.toMatchObject(refusal);
    expect(stored(contact.id)).toEqual(contact);
  });

  it('is removed by its owner alone, and never a profile', async () => {
    const attempt = world.useCases.deleteContact(alice, contact.id);
    if (abilities?.delete) {
      await attempt;
      expect(stored(contact.id)).toBeUndefined();
      return;
    }
    await expect(attempt).rejects.toMatchObject(refusal);
    expect(stored(contact.id)).toEqual(contact);
  });

  it('may be overridden by all who see it', async () => {
    const attempt = world.useCases.createContact(alice, { ...NEW, overrideId: contact.id });
    if (abilities === undefined) {
      await expect(attempt).rejects.toMatchObject({
        code: 'contact.override_unknown',
        params: { id: contact.id },
      });
      expect(everything()).toEqual([contact]);
      return;
    }
    const { contact: own } = await attempt;
    expect(own).toMatchObject({ overrideId: contact.id, ownerId: alice.userId, userId: null });
    const { items } = await world.useCases.listContacts(alice, { text: '', limit: 10, offset: 0 });
    expect(items.map((item) => item.contact.id)).toEqual([own.id]);
    expect(await world.useCases.getContact(alice, contact.id)).toEqual({ contact, abilities });
  });
});

it('a contact that is not there is not found', async () => {
  const id = newId<ContactId>();
  for (const attempt of [
    () => world.useCases.getContact(alice, id),
    () => world.useCases.updateContact(alice, id, { notes: '' }),
    () => world.useCases.deleteContact(alice, id),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'contact.not_found' });
  }
  expect(await world.useCases.findHiddenContacts(alice, [id])).toEqual([id]);
  await expect(world.useCases.createContact(alice, { ...NEW, overrideId: id })).rejects.toMatchObject({
    code: 'contact.override_unknown',
  });
});

describe('a new contact', () => {
  it('is its creator’s, as it was given', async () => {
    const data = { emails: [{ type: 'Work', value: 'ana@evry.fr' }] };
    const given = { ...NEW, shortName: 'A', notes: 'Mondays', data };
    const { contact, abilities } = await world.useCases.createContact(alice, given);
    const now = world.clock.now();
    expect(contact).toEqual({
      ...given,
      id: contact.id,
      ownerId: alice.userId,
      userId: null,
      createdAt: now,
      updatedAt: now,
    });
    expect(abilities).toEqual(EVERYTHING);
    expect(stored(contact.id)).toEqual(contact);
  });

  it.each([
    ['without data', { data: undefined }, 'contact.data_required'],
    ['with data of a wrong shape', { data: { emails: 'none' } }, 'contact.data_invalid'],
    ['with long notes', { notes: 'x'.repeat(CONTACT_NOTES_MAX_LENGTH + 1) }, 'contact.notes_too_long'],
    ['with large data', { data: { customFields: { a: 'x'.repeat(64_001) } } }, 'contact.data_too_large'],
  ])('%s is not stored', async (_what, given, code) => {
    const attempt = world.useCases.createContact(alice, { ...NEW, ...given });
    await expect(attempt).rejects.toMatchObject({ code });
    expect(everything()).toEqual([]);
  });

  it('overrides no override, and nothing twice', async () => {
    const shared = await put({});
    const { contact: own } = await world.useCases.createContact(alice, { ...NEW, overrideId: shared.id });
    const again = (overrideId: ContactId) => world.useCases.createContact(alice, { ...NEW, overrideId });
    await expect(again(own.id)).rejects.toMatchObject({ code: 'contact.overrides_override' });
    await expect(again(shared.id)).rejects.toMatchObject({ code: 'contact.already_overridden' });
    const others = await world.useCases.createContact(stranger, { ...NEW, overrideId: shared.id });
    expect(others.contact.overrideId).toBe(shared.id);
  });

  it('is one of as many as the installation lets a person have, the profile included', async () => {
    await put({ ownerId: alice.userId, userId: alice.userId });
    for (let count = 1; count < MAX; count += 1) await world.useCases.createContact(alice, NEW);
    await expect(world.useCases.createContact(alice, NEW)).rejects.toMatchObject({
      code: 'list.full',
      params: { field: 'owner', max: String(MAX) },
    });
    expect(everything()).toHaveLength(MAX);
    await world.useCases.createContact(colleague, NEW);
  });
});

describe('changing a contact', () => {
  const before = { fullName: 'Ana', shortName: 'A', notes: 'Mondays', data: { customFields: { a: 'b' } } };

  it.each([
    [{ fullName: 'Eva' }, { fullName: 'Eva' }],
    [{ shortName: null }, { shortName: null }],
    [{ notes: '' }, { notes: '' }],
    [{ data: {} }, { data: {} }],
    [{}, {}],
  ])('with %j leaves all else', async (change, expected) => {
    const contact = await put({ ...before, ownerId: alice.userId });
    const changed = await world.useCases.updateContact(alice, contact.id, change);
    expect(changed.contact).toEqual({ ...contact, ...expected, updatedAt: world.clock.now() });
  });

  it.each([
    [{ data: { emails: [{}] } }, 'contact.data_invalid'],
    [{ notes: 'x'.repeat(CONTACT_NOTES_MAX_LENGTH + 1) }, 'contact.notes_too_long'],
  ])('with something wrong changes nothing', async (change, code) => {
    const contact = await put({ ...before, ownerId: alice.userId });
    const attempt = world.useCases.updateContact(alice, contact.id, { fullName: 'Eva', ...change });
    await expect(attempt).rejects.toMatchObject({ code });
    expect(stored(contact.id)).toEqual(contact);
  });

  it('lets notes from before there was a bound be, but not grow', async () => {
    const notes = 'x'.repeat(CONTACT_NOTES_MAX_LENGTH + 10);
    const { id } = await put({ ...before, notes, ownerId: alice.userId });
    const { contact } = await world.useCases.updateContact(alice, id, { fullName: 'Eva', notes });
    expect(contact).toMatchObject({ fullName: 'Eva', notes });
    await expect(world.useCases.updateContact(alice, id, { notes: `${notes}x` })).rejects.toMatchObject({
      code: 'contact.notes_too_long',
    });
  });
});

describe('an address book', () => {
  it('says whether there is more than was asked for', async () => {
    for (const fullName of ['A', 'B', 'C']) await put({ fullName });
    const list = async (limit: number, offset: number) => {
      const { items, hasMore } = await world.useCases.listContacts(alice, { text: '', limit, offset });
      return [items.map(({ contact }) => contact.fullName).join(''), hasMore];
    };
    expect(await list(2, 0)).toEqual(['AB', true]);
    expect(await list(3, 0)).toEqual(['ABC', false]);
    expect(await list(2, 2)).toEqual(['C', false]);
    expect(await list(2, 3)).toEqual(['', false]);
  });

  it('is walked through whole, whatever its size, each contact once and in order', async () => {
    const names = Array.from({ length: 1_201 }, (_, n) => `n${String(n).padStart(5, '0')}`);
    await world.unitOfWork.run(async ({ contacts }) => {
      for (const fullName of names) await contacts.insert(makeContact({ fullName }));
    });
    await put({ fullName: 'hidden', ownerId: stranger.userId });
    const walk = async (text: string) => {
      const walked: string[] = [];
      for await (const part of world.useCases.walkContacts(alice, text)) {
        walked.push(...part.map(({ contact }) => contact.fullName));
      }
      return walked;
    };
    expect(await walk('')).toEqual(names);
    expect(await walk('n0000')).toEqual(names.slice(0, 10));
  });

  it('leaves out what was hidden or removed while it is walked through', async () => {
    const theirs = { ownerId: colleague.userId, userId: colleague.userId };
    for (let n = 0; n < 500; n += 1) await put({ fullName: 'a' });
    const [profile, removed] = [await put({ fullName: 'z', ...theirs }), await put({ fullName: 'z' })];
    const walk = world.useCases.walkContacts(alice, '')[Symbol.asyncIterator]();
    const first = await walk.next();
    expect(first.value).toHaveLength(500);
    await world.unitOfWork.run(async ({ users, contacts }) => {
      const user = await users.lock(colleague.userId);
      if (user) await users.update({ ...user, organizationId: stranger.organizationId });
      await contacts.delete(removed.id);
    });
    expect(stored(profile.id)).toEqual(profile);
    expect(await walk.next()).toEqual({ done: false, value: [] });
    expect(await walk.next()).toEqual({ done: true, value: undefined });
  });
});
