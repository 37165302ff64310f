import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Searched } from '../../src/application/shared/searched.ts';
import type { Contact } from '../../src/domain/people/contact.ts';
import type { ContactViewer } from '../../src/domain/people/contact-abilities.ts';
import type { User } from '../../src/domain/people/user.ts';
import type { ContactId } from '../../src/domain/shared/ids.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const idOf = (number: number): ContactId =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}` as ContactId;

/** What address books rest on. */
export const contactContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`contacts contract: ${name}`, async () => {
    const { unitOfWork, contactQueries, reset, close } = await open();
    const town = makeOrganization();
    const village = makeOrganization();
    const user = makeUser({ organizationId: town.id });
    const colleague = makeUser({ organizationId: town.id });
    const neighbour = makeUser({ organizationId: village.id });
    const [loner, hermit] = [makeUser(), makeUser()];

    const insert = (...added: readonly Contact[]) =>
      unitOfWork.run(async ({ contacts }) => {
        for (const contact of added) await contacts.insert(contact);
      });
    const lock = (id: ContactId) => unitOfWork.run(({ contacts }) => contacts.lock(id));
    const list = (viewer: ContactViewer, text: Searched = '', limit = 100, offset = 0) =>
      contactQueries.list(viewer, { text, limit, offset });
    const as = ({ id: userId, organizationId }: User): ContactViewer => ({ userId, organizationId });
    const idsFor = async (person: User, text: Searched = '') =>
      (await list(as(person), text)).map(({ contact }) => contact.id);

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users }) => {
        for (const organization of [town, village]) await organizations.insertOrFind(organization);
        for (const person of [user, colleague, neighbour, loner, hermit]) await users.insertOrFind(person);
      });
    });
    afterAll(close);

    it('finds what it stored, field for field, with the organization of a profile', async () => {
      const profile = makeContact({
        shortName: 'Cam',
        notes: 'a\nb',
        data: { emails: [{ type: 'Work', value: 'c@x.fr' }] },
        ownerId: user.id,
        userId: user.id,
        updatedAt: minutesLater(1),
      });
      const shared = makeContact();
      const own = makeContact({ ownerId: loner.id, overrideId: shared.id });
      const ofLoner = makeContact({ ownerId: hermit.id, userId: hermit.id });
      await insert(profile, shared, own, ofLoner);
      for (const find of [
        (id: ContactId) => contactQueries.find(id),
        (id: ContactId) => unitOfWork.run(({ contacts }) => contacts.find(id)),
        lock,
      ]) {
        expect(await find(profile.id)).toEqual({ contact: profile, profileOrganizationId: town.id });
        expect(await find(shared.id)).toEqual({ contact: shared, profileOrganizationId: null });
        expect(await find(own.id)).toEqual({ contact: own, profileOrganizationId: null });
        expect(await find(ofLoner.id)).toEqual({ contact: ofLoner, profileOrganizationId: null });
        expect(await find(newId())).toBeUndefined();
      }
    });

    it('names each rule of overriding that a new contact breaks', async () => {
      const shared = makeContact();
      await insert(shared, makeContact({ ownerId: user.id, overrideId: shared.id }));
      const itself = newId<ContactId>();
      const gone = newId<ContactId>();
      const refusals = [
        [makeContact({ ownerId: user.id, overrideId: shared.id }), 'contact.already_overridden'],
        [makeContact({ ownerId: user.id, overrideId: gone }), 'contact.override_unknown'],
        [makeContact({ overrideId: shared.id }), 'contact.override_unowned'],
        [makeContact({ id: itself, ownerId: user.id, overrideId: itself }), 'contact.overrides_itself'],
        [makeContact({ ownerId: user.id, userId: loner.id }), 'contact.profile_not_owned'],
        [makeContact({ userId: loner.id }), 'contact.profile_not_owned'],
      ] as const;
      for (const [contact, code] of refusals) {
        await expect(insert(contact)).rejects.toMatchObject({ code });
        expect(await contactQueries.find(contact.id)).toBeUndefined();
      }
      await expect(insert(makeContact({ ownerId: user.id, overrideId: gone }))).rejects.toMatchObject({
        params: { id: gone },
      });
    });

    it('lets exactly one of two concurrent overrides win', async () => {
      const shared = makeContact();
      await insert(shared);
      const overriding = () => makeContact({ ownerId: user.id, overrideId: shared.id });
      const results = await Promise.allSettled([insert(overriding()), insert(overriding())]);
      expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
        { reason: { code: 'contact.already_overridden' } },
      ]);
    });

    it('updates names, notes, data and date of change, and nothing else', async () => {
      const shared = makeContact();
      const own = makeContact({ ownerId: user.id, overrideId: shared.id, shortName: 'x' });
      await insert(shared, own);
      const changed = {
        fullName: 'New',
        shortName: null,
        notes: 'n',
        data: { customFields: { a: 'b' } },
        updatedAt: minutesLater(9),
      };
      const elsewhere = { ownerId: loner.id, overrideId: null, userId: loner.id, createdAt: minutesLater(9) };
      await unitOfWork.run(({ contacts }) => contacts.update({ ...own, ...changed, ...elsewhere }));
      expect((await lock(own.id))?.contact).toEqual({ ...own, ...changed });
      expect((await lock(shared.id))?.contact).toEqual(shared);
    });

    it('loses no update of writers that lock', async () => {
      const counted = makeContact({ ownerId: user.id, notes: '0' });
      await insert(counted);
      const add = () =>
        unitOfWork.run(async ({ contacts }) => {
          const known = await contacts.lock(counted.id);
          if (!known) throw new Error('The contact is gone');
          await contacts.update({ ...known.contact, notes: String(Number(known.contact.notes) + 1) });
        });
      await Promise.all(Array.from({ length: 5 }, add));
      expect((await lock(counted.id))?.contact.notes).toBe('5');
    });

    it('removes a contact and leaves those that overrode it', async () => {
      const shared = makeContact();
      const own = makeContact({ ownerId: user.id, overrideId: shared.id });
      await insert(shared, own);
      await unitOfWork.run(({ contacts }) => contacts.delete(shared.id));
      expect(await lock(shared.id)).toBeUndefined();
      expect((await lock(own.id))?.contact).toEqual({ ...own, overrideId: null });
      await unitOfWork.run(({ contacts }) => contacts.delete(newId()));
    });

    describe('lists', () => {
      const shared = makeContact({ id: idOf(1), fullName: 'A' });
      const owned = makeContact({ id: idOf(2), fullName: 'B', ownerId: user.id });
      const ownProfile = makeContact({ id: idOf(3), fullName: 'C', ownerId: user.id, userId: user.id });
      const profile = makeContact({
        id: idOf(4),
        fullName: 'D',
        ownerId: colleague.id,
        userId: colleague.id,
      });
      const secret = makeContact({ id: idOf(5), fullName: 'E', ownerId: colleague.id });
      const far = makeContact({ id: idOf(6), fullName: 'F', ownerId: neighbour.id, userId: neighbour.id });
      const lonely = makeContact({ id: idOf(7), fullName: 'G', ownerId: loner.id, userId: loner.id });
      const hers = makeContact({ id: idOf(8), fullName: 'H', ownerId: hermit.id, userId: hermit.id });

      it('shows what is public, own, or a profile of the own organization', async () => {
        await insert(hers, lonely, far, secret, profile, ownProfile, owned, shared);
        const known = await list(as(user));
        expect(known.map(({ contact }) => contact)).toEqual([shared, owned, ownProfile, profile]);
        expect(known.at(-1)).toEqual({ contact: profile, profileOrganizationId: town.id });
        expect(await idsFor(colleague)).toEqual([1, 3, 4, 5].map(idOf));
        expect(await idsFor(neighbour)).toEqual([1, 6].map(idOf));
        expect(await idsFor(loner)).toEqual([1, 7].map(idOf));
        expect(await idsFor(makeUser())).toEqual([idOf(1)]);
      });

      it('hides the profiles of people who were deactivated, from colleagues alone', async () => {
        const gone = makeUser({ organizationId: town.id, isActive: false });
        await unitOfWork.run(({ users }) => users.insertOrFind(gone));
        const theirs = makeContact({ id: idOf(9), fullName: 'I', ownerId: gone.id, userId: gone.id });
        await insert(theirs, profile);
        expect(await idsFor(user)).toEqual([idOf(4)]);
        expect(await contactQueries.find(theirs.id)).toEqual({
          contact: theirs,
          profileOrganizationId: null,
        });
        expect(await contactQueries.findMany([theirs.id, profile.id])).toEqual([
          { contact: theirs, profileOrganizationId: null },
          { contact: profile, profileOrganizationId: town.id },
        ]);
        expect((await lock(theirs.id))?.profileOrganizationId).toBeNull();
        expect(await idsFor(gone)).toEqual([4, 9].map(idOf));
      });

      it('hides what the viewer overrides, from the viewer alone', async () => {
        const overShared = makeContact({
          id: idOf(10),
          fullName: 'X',
          ownerId: user.id,
          overrideId: shared.id,
        });
        const overProfile = makeContact({
          id: idOf(11),
          fullName: 'Y',
          ownerId: user.id,
          overrideId: profile.id,
        });
        const overOwned = makeContact({
          id: idOf(12),
          fullName: 'Z',
          ownerId: user.id,
          overrideId: owned.id,
        });
        await insert(shared, owned, profile, overShared, overProfile, overOwned);
        expect(await idsFor(user)).toEqual([10, 11, 12].map(idOf));
        expect(await idsFor(colleague)).toEqual([1, 4].map(idOf));
        expect(await idsFor(loner)).toEqual([idOf(1)]);
      });

      it('orders by full name, short name and id, text by code point, none as the greatest', async () => {
        const names: readonly (readonly [string, string | null])[] = [
          ['a', null],
          ['a', 'b'],
          ['a', ''],
          ['a', 'B'],
          ['B', null],
          ['é', null],
          ['a', 'b'],
          ['a b', null],
        ];
        const made = names.map(([fullName, shortName], index) =>
          makeContact({
            id: idOf(index + 1),
            fullName,
            shortName,
            ownerId: index % 2 === 0 ? user.id : null,
          }),
        );
        await insert(...made.reverse());
        expect(await idsFor(user)).toEqual([5, 3, 4, 2, 7, 1, 8, 6].map(idOf));
      });

      it('gives no more than asked for, from where asked', async () => {
        await insert(...Array.from({ length: 7 }, (_, index) => makeContact({ id: idOf(index) })));
        const part = async (limit: number, offset: number) =>
          (await list(as(user), '', limit, offset)).map(({ contact }) => contact.id);
        expect(await part(3, 0)).toEqual([0, 1, 2].map(idOf));
        expect(await part(3, 6)).toEqual([idOf(6)]);
        expect(await part(3, 7)).toEqual([]);
      });

      it('hands out copies', async () => {
        await insert(shared);
        const [known] = await list(as(user));
        known?.contact.createdAt.setTime(0);
        (await contactQueries.find(shared.id))?.contact.createdAt.setTime(0);
        expect((await list(as(user))).map(({ contact }) => contact)).toEqual([shared]);
      });
    });

    describe('search', () => {
      const email = (...values: readonly string[]) => ({
        emails: values.map((value) => ({ type: 'Work', value })),
      });
      const made = [
        makeContact({
          id: idOf(1),
          fullName: 'Jean Félix',
          data: email('jean@evry.fr', 'Second@Ailleurs.fr'),
        }),
        makeContact({ id: idOf(2), fullName: 'Public Élodie', shortName: 'Œuf', ownerId: user.id }),
        makeContact({ id: idOf(3), fullName: '100 %', shortName: 'a_b\\c', data: { phones: [] } }),
        makeContact({
          id: idOf(4),
          fullName: 'Colleague',
          notes: 'felix',
          data: { links: [{ type: 'Blog', value: 'felix' }], customFields: { emails: 'felix' } },
          ownerId: colleague.id,
          userId: colleague.id,
        }),
        makeContact({ id: idOf(5), fullName: 'Félix the hidden', ownerId: colleague.id }),
      ];
      it.each<[Searched, readonly number[]]>([
        [['felix', 'JEAN'], [1]],
        [['second@', 'fé', 'evry'], [1]],
        [['felix', 'oeuf'], []],
        [
          ['', ''],
          [3, 4, 1, 2],
        ],
        ['felix', [1]],
        ['FÉLIX', [1]],
        ['fe\u0301lix', [1]],
        ['n fé', [1]],
        ['JEAN@', [1]],
        ['second@ailleurs', [1]],
        ['elodie', [2]],
        ['oeuf', [2]],
        ['œUF', [2]],
        ['%', [3]],
        ['％', [3]],
        ['_', [3]],
        ['a_b\\c', [3]],
        ['\\', [3]],
        ['colleague', [4]],
        ['0 0', []],
        ['felix jean', []],
        ["'", []],
        [' ', [3, 1, 2]],
        ['.fr', [1]],
        ['', [3, 4, 1, 2]],
      ])('finds %j', async (text, expected) => {
        await insert(...made);
        expect(await idsFor(user, text)).toEqual(expected.map(idOf));
      });
    });
  });
