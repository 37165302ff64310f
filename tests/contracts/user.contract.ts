import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import type { UserId } from '../../src/domain/shared/ids.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const userContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`user contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const insert = (user: User) => unitOfWork.run(({ users }) => users.insertOrFind(user));
    const update = (user: User) => unitOfWork.run(({ users }) => users.update(user));
    const find = (id: UserId) => unitOfWork.run(({ users }) => users.find(id));
    const findBySub = (sub: string) => unitOfWork.run(({ users }) => users.findBySub(sub));
    const findActive = (email: string) => unitOfWork.run(({ users }) => users.findActiveByEmail(email));

    beforeEach(reset);
    afterAll(close);

    it('returns what it stored, field for field', async () => {
      const organization = makeOrganization();
      await unitOfWork.run(({ organizations }) => organizations.insertOrFind(organization));
      const full = makeUser({
        organizationId: organization.id,
        language: 'en-us',
        isDevice: true,
        isStaff: true,
        isSuperuser: true,
        lastLoginAt: minutesLater(3),
        updatedAt: minutesLater(4),
      });
      const bare = makeUser({ email: null, name: null, isActive: false });
      for (const user of [full, bare]) {
        expect(await insert(user)).toEqual(user);
        expect(await find(user.id)).toEqual(user);
        expect(await findBySub(user.sub)).toEqual(user);
      }
    });

    it('answers undefined for no person', async () => {
      await insert(makeUser());
      expect(await find(newId())).toBeUndefined();
      expect(await findBySub('nobody')).toBeUndefined();
      expect(await findActive('nobody@commune.example')).toEqual([]);
    });

    it('tells subs apart by letter case', async () => {
      await insert(makeUser({ sub: 'abc' }));
      expect(await findBySub('ABC')).toBeUndefined();
    });

    it('finds active accounts by e-mail whatever the letter case, two at most', async () => {
      const one = makeUser({ email: 'Élise.Roy@commune.example' });
      await insert(one);
      await insert(makeUser({ email: 'élise.roy@commune.example', isActive: false }));
      await insert(makeUser({ email: null }));
      expect(await findActive('élise.ROY@commune.EXAMPLE')).toEqual([one]);
      const others = [makeUser({ email: 'élise.roy@commune.example' }), makeUser({ email: one.email })];
      for (const user of others) await insert(user);
      const found = await findActive('élise.roy@commune.example');
      expect(found).toHaveLength(2);
      expect([one, ...others]).toEqual(expect.arrayContaining([...found]));
    });

    it('finds no account by an unverified address, and keeps it', async () => {
      const email = 'ada@commune.example';
      const list = () => unitOfWork.run(({ users }) => users.listByEmail(email));
      const unproven = makeUser({ email, emailVerified: false });
      await insert(unproven);
      expect(await find(unproven.id)).toEqual(unproven);
      expect([await findActive(email), await list()]).toEqual([[], []]);
      const proven = makeUser({ email: 'ADA@commune.example' });
      await insert(proven);
      expect([await findActive(email), await list()]).toEqual([[proven], [proven]]);
      const vouchedFor = { ...unproven, emailVerified: true };
      await update(vouchedFor);
      expect(await findActive(email)).toHaveLength(2);
      expect(await list()).toHaveLength(2);
      await update(unproven);
      expect([await findActive(email), await list()]).toEqual([[proven], [proven]]);
    });

    it('returns the owner of a sub that is taken, and stores nothing', async () => {
      const owner = makeUser();
      const late = makeUser({ sub: owner.sub, name: 'Somebody else' });
      await insert(owner);
      expect(await insert(late)).toEqual(owner);
      expect(await find(late.id)).toBeUndefined();
      expect(await findBySub(owner.sub)).toEqual(owner);
    });

    it('keeps other writers of a locked user waiting, so that none overwrites another', async () => {
      const user = makeUser({ name: '' });
      await insert(user);
      const add = (letter: string) =>
        unitOfWork.run(async ({ users }) => {
          const locked = await users.lock(user.id);
          if (locked) await users.update({ ...locked, name: `${locked.name}${letter}` });
        });
      await Promise.all([...'abcde'].map(add));
      const written = (await find(user.id))?.name ?? '';
      expect([...written].sort().join('')).toBe('abcde');
      expect(await unitOfWork.run(({ users }) => users.lock(newId()))).toBeUndefined();
    });

    it('lets exactly one of several concurrent sign-ins create the user', async () => {
      const users = Array.from({ length: 6 }, () => makeUser({ sub: 'shared' }));
      const stored = await Promise.all(users.map(insert));
      const winner = await findBySub('shared');
      expect(users).toContainEqual(winner);
      for (const user of stored) expect(user).toEqual(winner);
    });

    it('replaces everything on update, and only there', async () => {
      const user = makeUser();
      const other = makeUser();
      await insert(user);
      await insert(other);
      const changed = makeUser({ id: user.id, email: null, language: 'en-us', lastLoginAt: minutesLater(9) });
      await update(changed);
      expect(await find(user.id)).toEqual(changed);
      expect(await findBySub(user.sub)).toBeUndefined();
      expect(await find(other.id)).toEqual(other);
    });

    it('does nothing on update of a user who is not there', async () => {
      const user = makeUser();
      await update(user);
      expect(await find(user.id)).toBeUndefined();
    });

    it('never gives one sub to two users', async () => {
      const owner = makeUser();
      const other = makeUser();
      await insert(owner);
      await insert(other);
      await expect(update({ ...other, sub: owner.sub })).rejects.toThrow(Error);
      expect(await find(other.id)).toEqual(other);
    });

    it('refuses an organization that does not exist', async () => {
      const user = makeUser();
      await insert(user);
      await expect(insert(makeUser({ organizationId: newId() }))).rejects.toThrow(Error);
      await expect(update({ ...user, organizationId: newId() })).rejects.toThrow(Error);
    });

    it('does not see later changes of what it was given or what it gave', async () => {
      const user = { ...makeUser(), createdAt: minutesLater(0) };
      const before = structuredClone(user);
      await insert(user);
      user.name = 'Changed';
      user.createdAt.setFullYear(1999);
      const found = await find(user.id);
      expect(found).toEqual(before);
      found?.createdAt.setFullYear(1999);
      expect(await find(user.id)).toEqual(before);
    });
  });
