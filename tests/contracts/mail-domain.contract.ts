import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainId } from '../../src/domain/shared/ids.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const mailDomainContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mail domain contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const insert = (mailDomain: MailDomain) =>
      unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
    const update = (mailDomain: MailDomain) =>
      unitOfWork.run(({ mailDomains }) => mailDomains.update(mailDomain));
    const find = (id: MailDomainId) => unitOfWork.run(({ mailDomains }) => mailDomains.find(id));
    const lock = (id: MailDomainId) => unitOfWork.run(({ mailDomains }) => mailDomains.lock(id));

    beforeEach(reset);
    afterAll(close);

    const checked: Partial<MailDomain> = {
      status: 'action_required',
      registration: { state: 'refused', code: 'mail_domain.refused', reason: 'Because; "quoted"' },
      supportEmail: 'aide@commune.example',
      lastCheckDetails: {
        state: 'broken',
        mx: { ok: false, internal: false, errors: [{ code: 'wrong_mx', detail: 'Je veux…' }] },
        spf: { ok: true, internal: false, errors: [] },
      },
      lastCheckTests: [
        { name: 'mx', passed: false, owner: 'customer', detail: 'Je veux…' },
        { name: 'spf', passed: null, owner: null, detail: null },
      ],
      lastCheckedAt: minutesLater(5),
      expectedConfig: [
        { target: '', type: 'mx', value: 'mx.example.', checkedBy: 'mx' },
        { target: 'dimail._domainkey', type: 'txt', value: 'v=DKIM1; p=X' },
      ],
      unprovenSince: minutesLater(2),
      endAnnouncedAt: minutesLater(4),
      updatedAt: minutesLater(6),
    };

    it('returns what it stored, field for field', async () => {
      const organization = makeOrganization();
      await unitOfWork.run(({ organizations }) => organizations.insertOrFind(organization));
      const full = makeMailDomain({ ...checked, organizationId: organization.id });
      const bare = makeMailDomain({ registration: { state: 'queued' } });
      const emptied = makeMailDomain({
        registration: { state: 'unreachable', code: 'mail_provisioner.unavailable' },
        lastCheckDetails: {},
        lastCheckTests: [],
        expectedConfig: [],
      });
      for (const mailDomain of [full, bare, emptied]) {
        expect(await insert(mailDomain)).toBe('inserted');
        expect(await find(mailDomain.id)).toEqual(mailDomain);
        expect(await lock(mailDomain.id)).toEqual(mailDomain);
      }
    });

    it('answers undefined for a domain that is not there', async () => {
      const user = makeUser();
      expect(await find(newId())).toBeUndefined();
      expect(await lock(newId())).toBeUndefined();
      await unitOfWork.run(async ({ mailDomains }) => {
        expect(await mailDomains.findBySlugFor('nothing', user.id)).toBeUndefined();
        expect(await mailDomains.holdBySlugFor('nothing', user.id)).toBeUndefined();
      });
    });

    it('finds and holds by exact slug, with the role of the person asking', async () => {
      const [owner, viewer, outsider] = [makeUser(), makeUser(), makeUser()];
      const mailDomain = makeMailDomain({ slug: 'mairie-example', ...checked });
      const elsewhere = makeMailDomain();
      await unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
        for (const user of [owner, viewer, outsider]) await users.insertOrFind(user);
        await mailDomains.insert(mailDomain);
        await mailDomains.insert(elsewhere);
        const grant = { mailDomainId: mailDomain.id };
        await mailDomainAccesses.insertIfAbsent(
          makeMailDomainAccess({ ...grant, userId: owner.id, role: 'owner' }),
        );
        await mailDomainAccesses.insertIfAbsent(
          makeMailDomainAccess({ ...grant, userId: viewer.id, role: 'viewer' }),
        );
        await mailDomainAccesses.insertIfAbsent(
          makeMailDomainAccess({ mailDomainId: elsewhere.id, userId: outsider.id }),
        );
      });
      await unitOfWork.run(async ({ mailDomains }) => {
        for (const ask of [mailDomains.findBySlugFor, mailDomains.holdBySlugFor]) {
          const answer = (userId: typeof owner.id, slug = 'mairie-example') =>
            ask.call(mailDomains, slug, userId);
          expect(await answer(owner.id)).toEqual({ mailDomain, role: 'owner' });
          expect(await answer(viewer.id)).toEqual({ mailDomain, role: 'viewer' });
          expect(await answer(outsider.id)).toEqual({ mailDomain, role: undefined });
          expect(await answer(newId())).toEqual({ mailDomain, role: undefined });
          expect(await answer(owner.id, 'MAIRIE-example')).toBeUndefined();
        }
      });
    });

    it('says when the slug is taken, stores nothing, and can try another in the same transaction', async () => {
      await insert(makeMailDomain({ slug: 'taken' }));
      const mailDomain = makeMailDomain();
      const outcomes = await unitOfWork.run(async ({ mailDomains }) => [
        await mailDomains.insert({ ...mailDomain, slug: 'taken' }),
        await mailDomains.find(mailDomain.id),
        await mailDomains.insert({ ...mailDomain, slug: 'taken-2' }),
      ]);
      expect(outcomes).toEqual(['slug_taken', undefined, 'inserted']);
      expect(await find(mailDomain.id)).toEqual({ ...mailDomain, slug: 'taken-2' });
    });

    it.each([
      ['another slug', 'free'],
      ['its slug too', 'mairie'],
    ])('refuses a name that is taken, with %s', async (_case, slug) => {
      await insert(makeMailDomain({ name: 'mairie.example', slug: 'mairie' }));
      const late = makeMailDomain({ name: 'mairie.example', slug });
      await expect(insert(late)).rejects.toMatchObject({ code: 'mail_domain.name_taken' });
      expect(await find(late.id)).toBeUndefined();
    });

    it.each([
      ['another slug', 'free'],
      ['its slug too', 'mairie'],
    ])('aborts the transaction with a refused name, with %s', async (_case, slug) => {
      await insert(makeMailDomain({ name: 'mairie.example', slug: 'mairie' }));
      const kept = makeMailDomain();
      const attempt = unitOfWork.run(async ({ mailDomains }) => {
        await mailDomains.insert(kept);
        await mailDomains
          .insert(makeMailDomain({ name: 'mairie.example', slug }))
          .catch((error: unknown) => expect(error).toMatchObject({ code: 'mail_domain.name_taken' }));
      });
      await expect(attempt).rejects.toThrow('aborted');
      expect(await find(kept.id)).toBeUndefined();
    });

    it('replaces on update all but name, slug and creation date', async () => {
      const mailDomain = makeMailDomain();
      const other = makeMailDomain();
      await insert(mailDomain);
      await insert(other);
      const identity = { name: 'renamed.example', slug: 'renamed', createdAt: minutesLater(40) };
      await update({ ...mailDomain, ...checked, ...identity });
      expect(await find(mailDomain.id)).toEqual({ ...mailDomain, ...checked });
      await update({ ...mailDomain, ...identity });
      expect(await find(mailDomain.id)).toEqual(mailDomain);
      expect(await find(other.id)).toEqual(other);
      await update(makeMailDomain());
    });

    it('refuses an organization that does not exist', async () => {
      const mailDomain = makeMailDomain();
      await insert(mailDomain);
      await expect(insert(makeMailDomain({ organizationId: newId() }))).rejects.toThrow(Error);
      await expect(update({ ...mailDomain, organizationId: newId() })).rejects.toThrow(Error);
    });

    it('frees the name and slug of a deleted domain, for one without any role yet', async () => {
      const user = makeUser();
      const [mailDomain, other] = [makeMailDomain(), makeMailDomain()];
      await unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
        await users.insertOrFind(user);
        for (const domain of [mailDomain, other]) {
          await mailDomains.insert(domain);
          const access = makeMailDomainAccess({ mailDomainId: domain.id, userId: user.id });
          await mailDomainAccesses.insertIfAbsent(access);
        }
      });

      await unitOfWork.run(({ mailDomains }) => mailDomains.delete(mailDomain.id));

      await unitOfWork.run(async ({ mailDomains }) => {
        expect(await mailDomains.find(mailDomain.id)).toBeUndefined();
        expect(await mailDomains.findBySlugFor(other.slug, user.id)).toMatchObject({ role: 'viewer' });
        const again = makeMailDomain({ name: mailDomain.name, slug: mailDomain.slug });
        expect(await mailDomains.insert(again)).toBe('inserted');
        expect(await mailDomains.findBySlugFor(again.slug, user.id)).toMatchObject({ role: undefined });
        await mailDomains.delete(newId());
      });
    });

    it('lists the registered domains of some statuses, longest unchecked first, ties by id', async () => {
      const id = (last: string) => `00000000-0000-4000-8000-00000000000${last}` as MailDomainId;
      const recent = makeMailDomain({ id: id('1'), status: 'enabled', lastCheckedAt: minutesLater(9) });
      const tieB = makeMailDomain({ id: id('b'), status: 'failed', lastCheckedAt: minutesLater(3) });
      const tieA = makeMailDomain({ id: id('a'), status: 'enabled', lastCheckedAt: minutesLater(3) });
      const neverB = makeMailDomain({ id: id('d'), status: 'failed', lastCheckedAt: null });
      const neverA = makeMailDomain({ id: id('c'), status: 'failed', lastCheckedAt: null });
      const unregistered = (['queued', 'asked'] as const).map((state) =>
        makeMailDomain({ status: 'enabled', registration: { state } }),
      );
      const unreachable = makeMailDomain({
        status: 'failed',
        registration: { state: 'unreachable', code: 'mail_provisioner.unavailable' },
      });
      const disabled = makeMailDomain({ status: 'disabled' });
      for (const mailDomain of [recent, tieB, neverB, tieA, neverA, ...unregistered, unreachable, disabled]) {
        await insert(mailDomain);
      }
      await unitOfWork.run(async ({ mailDomains }) => {
        const enabledOrFailed = await mailDomains.listToCheck(['enabled', 'failed']);
        expect(enabledOrFailed).toEqual([neverA, neverB, tieA, tieB, recent].map((each) => each.id));
        expect(await mailDomains.listToCheck(['disabled'])).toEqual([disabled.id]);
        expect(await mailDomains.listToCheck([])).toEqual([]);
      });
    });

    it('remembers a name given up, once, and forgets it when taken', async () => {
      const name = 'given-up.example';
      await unitOfWork.run(async ({ mailDomains }) => {
        expect(await mailDomains.takeUnconfirmed(name)).toBe(false);
        await mailDomains.rememberUnconfirmed(name, minutesLater(1));
        await mailDomains.rememberUnconfirmed(name, minutesLater(2));
      });
      await unitOfWork.run(async ({ mailDomains }) => {
        expect(await mailDomains.takeUnconfirmed('another.example')).toBe(false);
        expect(await mailDomains.takeUnconfirmed(name)).toBe(true);
        expect(await mailDomains.takeUnconfirmed(name)).toBe(false);
      });
    });

    it('lists what waits for its owners without right DNS since then or longer, the longest first, ties by id', async () => {
      const id = (last: string) => `00000000-0000-4000-8000-00000000000${last}` as MailDomainId;
      const at = { unprovenSince: minutesLater(5) };
      const tieB = makeMailDomain({ ...at, id: id('b') });
      const tieA = makeMailDomain({ ...at, id: id('a'), status: 'action_required' });
      const oldest = makeMailDomain({ unprovenSince: minutesLater(1) });
      const others = [
        makeMailDomain({ unprovenSince: minutesLater(6) }),
        makeMailDomain({ unprovenSince: null }),
        makeMailDomain({ ...at, registration: { state: 'asked' } }),
        ...(['enabled', 'failed', 'disabled'] as const).map((status) => makeMailDomain({ ...at, status })),
      ];
      for (const mailDomain of [tieB, ...others, oldest, tieA]) await insert(mailDomain);
      await unitOfWork.run(async ({ mailDomains }) => {
        const listed = await mailDomains.listUnproven(minutesLater(5));
        expect(listed).toEqual([oldest.id, tieA.id, tieB.id]);
        expect(await mailDomains.listUnproven(minutesLater(0))).toEqual([]);
      });
    });

    it('tells whether a domain holds a mailbox, an alias or an open change of one', async () => {
      const open = { state: 'open', attempts: 0, trouble: null } as const;
      const settled = { state: 'done', wasAbsent: false } as const;
      const [empty, boxed, aliased, changing, changed] = Array.from({ length: 5 }, () => makeMailDomain());
      if (!empty || !boxed || !aliased || !changing || !changed) throw new Error('there are five');
      for (const each of [empty, boxed, aliased, changing, changed]) await insert(each);
      await unitOfWork.run(async ({ mailDomains, mailboxes, mailAliases, mailAliasChanges }) => {
        await mailboxes.insert(makeMailbox({ mailDomainId: boxed.id }));
        await mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: aliased.id }));
        for (const [{ id: mailDomainId }, progress] of [
          [changing, open],
          [changed, settled],
        ] as const) {
          await mailAliasChanges.insertOrFind([makeMailAliasChange({ mailDomainId, progress })]);
        }
        const held = [];
        for (const each of [empty, boxed, aliased, changing, changed])
          held.push(await mailDomains.holdsMail(each.id));
        expect(held).toEqual([false, true, true, true, false]);
        expect(await mailDomains.holdsMail(newId())).toBe(false);
      });
    });

    it('remembers the name of a domain that ended until it is forgotten', async () => {
      const name = 'ended.example';
      const has = (each = name) => unitOfWork.run(({ mailDomains }) => mailDomains.hasEnded(each));
      expect(await has()).toBe(false);
      for (const at of [minutesLater(1), minutesLater(2)]) {
        await unitOfWork.run(({ mailDomains }) => mailDomains.rememberEnded(name, at));
      }
      expect([await has(), await has(), await has('another.example')]).toEqual([true, true, false]);
      for (const forgotten of ['another.example', name]) {
        await unitOfWork.run(({ mailDomains }) => mailDomains.forgetEnded(forgotten));
      }
      expect(await has()).toBe(false);
    });

    it('does not see later changes of what it was given or what it gave', async () => {
      const records = [{ target: '', type: 'mx', value: 'mx.example.' }];
      const mailDomain = makeMailDomain({ expectedConfig: records });
      await insert(mailDomain);
      records.length = 0;
      const found = await find(mailDomain.id);
      expect(found?.expectedConfig).toHaveLength(1);
      (found?.expectedConfig as unknown[]).length = 0;
      expect((await find(mailDomain.id))?.expectedConfig).toHaveLength(1);
      await update({ ...mailDomain, expectedConfig: records });
      records.push({ target: 'late', type: 'txt', value: '' });
      expect((await find(mailDomain.id))?.expectedConfig).toEqual([]);
    });
  });
