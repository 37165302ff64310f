import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  EMPTY_SESSION,
  type SessionData,
  type SessionOwner,
  UNKNOWN_DEVICE,
} from '../../src/application/people/session-store.ts';
import type { User } from '../../src/domain/people/user.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const DEVICE = { browser: 'Firefox', system: 'Linux' };

export const sessionContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`session contract: ${name}`, async () => {
    const { unitOfWork, sessions, userQueries, seed, reset, close } = await open();
    const user = makeUser();
    const other = makeUser();
    const now = minutesLater(0);
    const expiresAt = minutesLater(60);
    const data: SessionData = {
      pendingSignIns: [
        { state: 's1', nonce: 'n1', codeVerifier: 'v1', next: '/équipes?a=1', silent: true },
        { state: 's2', nonce: 'n2', codeVerifier: 'v2', next: null, silent: false },
      ],
      idToken: 'header.payload.signature',
      signOutState: 'out',
    };
    const ownedBy = ({ id, sub } = user, sid?: string): SessionOwner => ({ userId: id, sub, sid });
    const create = (owner?: SessionOwner, until = expiresAt) =>
      sessions.create({ data: EMPTY_SESSION, owner, expiresAt: until });
    const alive = async (keys: readonly string[]) => {
      const found = await Promise.all(keys.map((key) => sessions.find(key, now)));
      return keys.filter((_, index) => found[index] !== undefined);
    };

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ users }) => {
        await users.insertOrFind(user);
        await users.insertOrFind(other);
      });
    });
    afterAll(close);

    it('returns what it stored, field for field, with the user', async () => {
      const key = await sessions.create({ data, owner: ownedBy(), expiresAt });
      expect(await sessions.find(key, now)).toEqual({ key, data, user, expiresAt });
      const visitor = await sessions.create({ data: EMPTY_SESSION, owner: undefined, expiresAt });
      expect(await sessions.find(visitor, now)).toEqual({
        key: visitor,
        data: EMPTY_SESSION,
        user: undefined,
        expiresAt,
      });
    });

    it('gives the owner of a mailbox to one of several who take them, and keeps the rest', async () => {
      const mailbox = { id: newId<MailboxId>(), at: '2026-11-23T10:00:00.250Z' };
      const key = await sessions.create({ data: { ...data, mailbox }, owner: undefined, expiresAt });
      expect(await sessions.find(key, now)).toMatchObject({ data: { mailbox } });
      const taken = await Promise.all(Array.from({ length: 5 }, () => sessions.takeMailbox(key)));
      expect(taken.filter((one) => one !== undefined)).toEqual([{ ...data, mailbox }]);
      expect(await sessions.find(key, now)).toMatchObject({ data });
      expect((await sessions.find(key, now))?.data).not.toHaveProperty('mailbox');
      expect(await sessions.takeMailbox(key)).toBeUndefined();
      expect(await sessions.takeMailbox('unknown')).toBeUndefined();
      expect(await sessions.takeMailbox(await create(ownedBy()))).toBeUndefined();
    });

    it('replaces data, and the end where one is given', async () => {
      const key = await create(ownedBy());
      await sessions.update(key, data);
      expect(await sessions.find(key, now)).toMatchObject({ data, expiresAt });
      await sessions.update(key, EMPTY_SESSION, minutesLater(15));
      expect(await sessions.find(key, now)).toEqual({
        key,
        data: EMPTY_SESSION,
        user,
        expiresAt: minutesLater(15),
      });
      expect(await sessions.find(key, minutesLater(15))).toBeUndefined();
    });

    it('makes keys that are fresh and long', async () => {
      const keys = await Promise.all(Array.from({ length: 20 }, () => create()));
      expect(new Set(keys).size).toBe(20);
      for (const key of keys) expect(key).toMatch(/^[\w-]{43,}$/);
    });

    it('answers undefined for an unknown key and from the end of its life on', async () => {
      const key = await create(ownedBy());
      expect(await sessions.find('unknown', now)).toBeUndefined();
      expect(await sessions.find('', now)).toBeUndefined();
      expect(await sessions.find(key, new Date(expiresAt.getTime() - 1))).toBeDefined();
      expect(await sessions.find(key, expiresAt)).toBeUndefined();
    });

    it('shows the user as they are now, and none once they are deactivated', async () => {
      const key = await create(ownedBy());
      const renamed = { ...user, name: 'Renamed' };
      await unitOfWork.run(({ users }) => users.update(renamed));
      expect((await sessions.find(key, now))?.user).toEqual(renamed);
      await unitOfWork.run(({ users }) => users.update({ ...user, isActive: false }));
      expect(await sessions.find(key, now)).toEqual({ key, data: EMPTY_SESSION, user: undefined, expiresAt });
    });

    it('refuses an owner who does not exist', async () => {
      await expect(create({ userId: newId(), sub: 'nobody', sid: undefined })).rejects.toThrow(Error);
    });

    it('replaces the data, and nothing else', async () => {
      const [key, another] = [await create(ownedBy()), await create()];
      await sessions.update(key, data);
      expect(await sessions.find(key, now)).toEqual({ key, data, user, expiresAt });
      expect((await sessions.find(another, now))?.data).toEqual(EMPTY_SESSION);
    });

    it('destroys a session for good: an update does not bring it back', async () => {
      const keys = [await create(ownedBy()), await create(ownedBy())] as const;
      await sessions.destroy(keys[0]);
      await sessions.update(keys[0], data);
      expect(await alive(keys)).toEqual([keys[1]]);
      await sessions.destroy(keys[0]);
      await sessions.destroy('unknown');
    });

    it('ends the sessions of a sid, whatever the sub', async () => {
      const [mine, mineElsewhere, others, visitor] = [
        await create(ownedBy(user, 'sid-1')),
        await create(ownedBy(user, 'sid-2')),
        await create(ownedBy(other)),
        await create(),
      ];
      expect(await sessions.destroyOf({ sub: user.sub, sid: 'sid-1' })).toEqual([user.id]);
      expect(await sessions.destroyOf({ sub: user.sub, sid: 'sid-1' })).toEqual([]);
      expect(await alive([mine, mineElsewhere, others, visitor])).toEqual([mineElsewhere, others, visitor]);
      expect(await sessions.destroyOf({ sub: undefined, sid: 'sid-2' })).toEqual([user.id]);
    });

    it('ends all sessions of a sub when there is no sid', async () => {
      const [withSid, without, others, visitor] = [
        await create(ownedBy(user, 'sid-1')),
        await create(ownedBy(user)),
        await create(ownedBy(other, 'sid-3')),
        await create(),
      ];
      expect(await sessions.destroyOf({ sub: user.sub, sid: undefined })).toEqual([user.id, user.id]);
      expect(await alive([withSid, without, others, visitor])).toEqual([others, visitor]);
      expect(await sessions.destroyOf({ sub: 'nobody', sid: undefined })).toEqual([]);
    });

    it('ends nothing without sub and sid', async () => {
      const keys = [await create(ownedBy()), await create()];
      expect(await sessions.destroyOf({ sub: undefined, sid: undefined })).toEqual([]);
      expect(await alive(keys)).toEqual(keys);
    });

    it('remembers the sub and sid of the sign-in, whatever the user becomes', async () => {
      await create(ownedBy());
      await unitOfWork.run(({ users }) => users.update({ ...user, sub: 'a new sub' }));
      expect(await sessions.destroyOf({ sub: 'a new sub', sid: undefined })).toEqual([]);
      expect(await sessions.destroyOf({ sub: user.sub, sid: undefined })).toEqual([user.id]);
    });

    it('knows no user once the account has another sub, and them again in a session of that one', async () => {
      const key = await create(ownedBy());
      await unitOfWork.run(({ users }) => users.update({ ...user, sub: 'a new sub' }));
      expect(await sessions.find(key, now)).toEqual({ key, data: EMPTY_SESSION, user: undefined, expiresAt });
      const anew = await create(ownedBy({ ...user, sub: 'a new sub' }));
      expect((await sessions.find(anew, now))?.user).toMatchObject({ id: user.id });
    });

    it('ends all sessions of an account with a transaction, whatever their sub and sid', async () => {
      const mine = [
        await create(ownedBy(user, 'sid-1')),
        await create(ownedBy(user)),
        await create(ownedBy({ ...user, sub: 'earlier' }, 'sid-2')),
      ];
      const others = [await create(ownedBy(other)), await create()];
      const end = unitOfWork.run(async ({ sessions: ended }) => {
        expect(await ended.endAllOf(user.id)).toBe(3);
        throw new Error('changed its mind');
      });
      await expect(end).rejects.toThrow('changed its mind');
      expect(await alive([...mine, ...others])).toEqual([...mine, ...others]);
      const ends = unitOfWork.run(async ({ sessions: ended }) => [
        await ended.endAllOf(user.id),
        await ended.endAllOf(user.id),
        await ended.endAllOf(newId()),
      ]);
      expect(await ends).toEqual([3, 0, 0]);
      expect(await alive([...mine, ...others])).toEqual(others);
      expect(await sessions.destroyOf({ sub: undefined, sid: 'sid-1' })).toEqual([]);
    });

    it('ends with a transaction those sessions of an account that told none of some levels', async () => {
      const opened = (told: Partial<SessionData>, owner = ownedBy()) =>
        sessions.create({ data: { ...EMPTY_SESSION, ...told }, owner, expiresAt });
      const ended = [await opened({}), await opened({ acr: 'eidas1' }), await opened({ acr: 'eidas22' })];
      const kept = [
        await opened({ acr: 'eidas2' }),
        await opened({ acr: 'eidas3' }),
        await opened({ acr: 'eidas1', levelWaivedUntil: minutesLater(5).toISOString() }),
        await opened({}, ownedBy(other)),
        await create(),
      ];
      const end = () => unitOfWork.run((stores) => stores.sessions.endLacking(user.id, ['eidas2', 'eidas3']));
      expect(await end()).toBe(3);
      expect(await alive([...ended, ...kept])).toEqual(kept);
      expect(await end()).toBe(0);
    });

    it('tells in the same look whether the user administers something, where that is asked', async () => {
      const mailDomain = makeMailDomain();
      const organization = makeOrganization();
      const third = makeUser();
      await unitOfWork.run(async ({ mailDomains, mailDomainAccesses, organizations, users }) => {
        await users.insertOrFind(third);
        await organizations.insert(organization);
        await mailDomains.insert(mailDomain);
        const viewer = { mailDomainId: mailDomain.id, userId: user.id, role: 'viewer' } as const;
        await mailDomainAccesses.insertIfAbsent(makeMailDomainAccess(viewer));
        const owner = { mailDomainId: mailDomain.id, userId: other.id, role: 'owner' } as const;
        await mailDomainAccesses.insertIfAbsent(makeMailDomainAccess(owner));
      });
      await seed.organizationAccess(
        makeOrganizationAccess({ organizationId: organization.id, userId: third.id }),
      );
      const told = async (owner: SessionOwner | undefined) =>
        (await sessions.find(await create(owner), now, 'administers'))?.administers;
      const roles = await Promise.all(
        [ownedBy(), ownedBy(other), ownedBy(third), undefined, ownedBy({ ...other, sub: 'earlier' })].map(
          told,
        ),
      );
      expect(roles).toEqual([false, true, true, false, false]);
      expect(await sessions.find(await create(ownedBy(other)), now)).not.toHaveProperty('administers', true);
      const ask = ({ id }: User) => unitOfWork.run(({ users }) => users.administers(id));
      const asked = [await ask(user), await ask(other), await ask(third)];
      expect(asked).toEqual([false, true, true]);
      expect(await userQueries.administers(other.id)).toBe(true);
      expect(await userQueries.administers(newId())).toBe(false);
    });

    it('remembers a logout token once, also among concurrent requests', async () => {
      const remember = () => sessions.rememberLogoutToken('jti-1', expiresAt);
      const answers = await Promise.all(Array.from({ length: 6 }, remember));
      expect(answers.filter((isFirst) => isFirst)).toHaveLength(1);
      expect(await remember()).toBe(false);
      expect(await sessions.rememberLogoutToken('jti-2', expiresAt)).toBe(true);
    });

    it('notes when a session was used, and forgets none for it', async () => {
      const key = await sessions.create({ data, owner: ownedBy(), expiresAt, seenAt: minutesLater(1) });
      expect(await sessions.find(key, now)).toEqual({
        key,
        data,
        user,
        expiresAt,
        lastSeenAt: minutesLater(1),
      });
      await sessions.touch(key, minutesLater(9));
      expect(await sessions.find(key, now)).toMatchObject({ data, expiresAt, lastSeenAt: minutesLater(9) });
      await sessions.touch('unknown', minutesLater(9));
      expect((await sessions.find(await create(ownedBy()), now))?.lastSeenAt).toBeUndefined();
    });

    it('lists the sessions of an account that live, by names that open none, and ends them one by one', async () => {
      const address = '192.0.2.7';
      const seenAt = minutesLater(2);
      const first = await sessions.create({
        data: { ...data, address, device: DEVICE },
        owner: ownedBy(),
        expiresAt,
        seenAt,
      });
      const second = await create(ownedBy(), minutesLater(30));
      await create(ownedBy(), minutesLater(0));
      const foreign = await create(ownedBy(other));
      await create();
      const [firstId, secondId] = [first, second].map((key) => sessions.idOf(key));
      expect(await sessions.listOf(user.id, now)).toEqual([
        { id: firstId, address, device: DEVICE, expiresAt, lastSeenAt: seenAt },
        {
          id: secondId,
          address: null,
          device: UNKNOWN_DEVICE,
          expiresAt: minutesLater(30),
          lastSeenAt: undefined,
        },
      ]);
      expect(firstId).toMatch(/^[0-9a-f]{64}$/);
      expect(await sessions.find(firstId ?? '', now)).toBeUndefined();
      expect(await sessions.endOf(user.id, sessions.idOf(foreign))).toBe(false);
      expect(await sessions.endOf(user.id, firstId ?? '')).toBe(true);
      expect(await sessions.endOf(user.id, firstId ?? '')).toBe(false);
      expect(await alive([first, second, foreign])).toEqual([second, foreign]);
    });

    it('lists the sessions of people that live, page by page, by names that open none', async () => {
      const address = '192.0.2.7';
      const told = {
        data: { ...data, address, acr: 'eidas2', device: DEVICE },
        expiresAt,
        seenAt: minutesLater(2),
      };
      const last = await sessions.create({ ...told, owner: ownedBy() });
      const first = await create(ownedBy(other), minutesLater(30));
      const same = [await create(ownedBy(), minutesLater(40)), await create(ownedBy(), minutesLater(40))];
      await create(ownedBy(), minutesLater(0));
      await create();
      const page = (given: Partial<Parameters<typeof sessions.pageOf>[2]> = {}, userId?: User['id']) =>
        sessions.pageOf({ userId }, now, {
          number: 1,
          size: 100,
          order: [{ field: 'expires_at', descending: false }],
          ...given,
        });
      const ids = async (...asked: Parameters<typeof page>) => (await page(...asked)).map(({ id }) => id);
      const between = same.map((key) => sessions.idOf(key)).sort();
      const all = [sessions.idOf(first), ...between, sessions.idOf(last)];
      expect(await ids()).toEqual(all);
      const { id, email, emailVerified, name: called } = user;
      expect((await page()).at(-1)).toEqual({
        id: sessions.idOf(last),
        address,
        acr: 'eidas2',
        device: DEVICE,
        expiresAt,
        lastSeenAt: minutesLater(2),
        user: { id, email, emailVerified, name: called },
      });
      expect((await page())[0]).toMatchObject({
        address: null,
        acr: null,
        device: UNKNOWN_DEVICE,
        lastSeenAt: undefined,
      });
      const behind = (index: number) => ({ key: minutesLater(40), id: between[index] ?? '' });
      expect(await ids({ size: 1, after: behind(0) })).toEqual([between[1]]);
      expect(await ids({ after: behind(1) })).toEqual([sessions.idOf(last)]);
      expect(await ids({}, other.id)).toEqual([sessions.idOf(first)]);
      expect(await ids({}, newId())).toEqual([]);
    });

    it('ends a session by its name with a transaction, and tells whose it was', async () => {
      const [mine, others, visitor] = [await create(ownedBy()), await create(ownedBy(other)), await create()];
      const end = (key: string) => unitOfWork.run((stores) => stores.sessions.endNamed(sessions.idOf(key)));
      expect(await end(mine)).toEqual(user);
      expect(await end(mine)).toBeUndefined();
      expect(await end(visitor)).toBeUndefined();
      expect(await unitOfWork.run((stores) => stores.sessions.endNamed(mine))).toBeUndefined();
      const failing = unitOfWork.run(async (stores) => {
        await stores.sessions.endNamed(sessions.idOf(others));
        throw new Error('changed its mind');
      });
      await expect(failing).rejects.toThrow('changed its mind');
      expect(await alive([mine, others, visitor])).toEqual([others, visitor]);
    });

    it('ends some of all sessions of people with a transaction, and tells how many of whom', async () => {
      const early = [
        await create(ownedBy(), minutesLater(10)),
        await create(ownedBy(other), minutesLater(11)),
      ];
      const late = [await create(ownedBy(), minutesLater(20)), await create(ownedBy(), minutesLater(21))];
      const kept = [await create(ownedBy(), minutesLater(31)), await create(undefined, minutesLater(5))];
      const end = async (limit: number) => {
        const ended = await unitOfWork.run((stores) => stores.sessions.endSome(minutesLater(30), limit));
        return new Map(ended.map((one) => [one.user.id, one.sessions]));
      };
      expect(await end(3)).toEqual(
        new Map([
          [user.id, 2],
          [other.id, 1],
        ]),
      );
      expect(await alive([...early, ...late, ...kept])).toEqual([late[1], ...kept]);
      expect(await end(3)).toEqual(new Map([[user.id, 1]]));
      expect(await end(3)).toEqual(new Map());
      expect(await alive([...late, ...kept])).toEqual(kept);
    });

    it('ends all sessions of an account but one', async () => {
      const [kept, ...ended] = [await create(ownedBy()), await create(ownedBy()), await create(ownedBy())];
      const others = [await create(ownedBy(other)), await create()];
      expect(await sessions.endOthersOf(user.id, kept ?? '')).toBe(2);
      expect(await alive([kept ?? '', ...ended, ...others])).toEqual([kept, ...others]);
      expect(await sessions.endOthersOf(user.id, kept ?? '')).toBe(0);
    });

    it('purges what has expired, and only that', async () => {
      const [old, fresh] = [
        await create(ownedBy(), minutesLater(10)),
        await create(undefined, minutesLater(11)),
      ];
      await sessions.rememberLogoutToken('old', minutesLater(10));
      await sessions.rememberLogoutToken('fresh', minutesLater(11));
      await sessions.purge(minutesLater(10));
      expect(await alive([old, fresh])).toEqual([fresh]);
      expect(await sessions.rememberLogoutToken('old', expiresAt)).toBe(true);
      expect(await sessions.rememberLogoutToken('fresh', expiresAt)).toBe(false);
    });

    it('keeps a session that was created while a transaction was open', async () => {
      const [inside, rolledBack] = [user, other].map((owner, index) =>
        unitOfWork
          .run(async ({ users }) => {
            await users.update({ ...owner, name: 'During' });
            const key = await create(ownedBy(owner));
            if (index === 1) throw Object.assign(new Error('changed my mind'), { key });
            return key;
          })
          .catch((error: { key: string }) => error.key),
      );
      const keys = [await inside, await rolledBack].filter((key) => key !== undefined);
      expect(await alive(keys)).toEqual(keys);
      expect(keys).toHaveLength(2);
    });

    it('does not see later changes of what it was given or what it gave', async () => {
      const pendingSignIns = [...data.pendingSignIns];
      const until = new Date(expiresAt);
      const key = await sessions.create({
        data: { ...data, pendingSignIns },
        owner: undefined,
        expiresAt: until,
      });
      pendingSignIns.length = 0;
      until.setTime(0);
      const found = await sessions.find(key, now);
      expect(found).toEqual({ key, data, user: undefined, expiresAt });
      (found?.data.pendingSignIns as unknown[]).length = 0;
      expect((await sessions.find(key, now))?.data).toEqual(data);
      await sessions.update(key, { ...data, pendingSignIns });
      pendingSignIns.push(...data.pendingSignIns);
      expect((await sessions.find(key, now))?.data.pendingSignIns).toEqual([]);
      const tokenUntil = new Date(expiresAt);
      await sessions.rememberLogoutToken('jti', tokenUntil);
      tokenUntil.setTime(0);
      await sessions.purge(now);
      expect(await sessions.rememberLogoutToken('jti', expiresAt)).toBe(false);
    });
  });
