import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailAliasGroupFilter } from '../../src/application/alias/mail-alias-repository.ts';
import type { MailAlias } from '../../src/domain/alias/mail-alias.ts';
import type { MailAliasChange } from '../../src/domain/alias/mail-alias-change.ts';
import type { MailAliasChangeId, OrganizationId, UserId } from '../../src/domain/shared/ids.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Aliases, and their pending changes. */
export const mailAliasContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mail alias contract: ${name}`, async () => {
    const { unitOfWork, mailAliasQueries, reset, close } = await open();
    const domain = makeMailDomain({ name: 'evry.fr' });
    const elsewhere = makeMailDomain({ name: 'old.fr' });
    const mailDomainId = domain.id;
    const store = (alias: MailAlias) =>
      unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(alias));
    const listed = (localPart: string) =>
      unitOfWork.run(({ mailAliases }) => mailAliases.listByLocalPart(mailDomainId, localPart));

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ mailDomains }) => {
        await mailDomains.insert(domain);
        await mailDomains.insert(elsewhere);
      });
    });
    afterAll(close);

    it('keeps an alias once a domain, local part and destination', async () => {
      const alias = makeMailAlias({ mailDomainId, localPart: 'contact', destination: 'b@b.fr' });
      const other = makeMailAlias({ mailDomainId, localPart: 'contact', destination: 'a@a.fr' });
      const again = makeMailAlias({ mailDomainId, localPart: 'contact', destination: 'b@b.fr' });
      for (const given of [alias, other, again]) await store(given);
      await store(makeMailAlias({ mailDomainId: elsewhere.id, localPart: 'contact' }));
      expect(await listed('contact')).toEqual([other, alias]);
      expect(await listed('CONTACT')).toEqual([]);
      const read = (domainId = mailDomainId) =>
        unitOfWork.run(({ mailAliases }) => mailAliases.find(domainId, alias.id));
      expect(await read()).toEqual(alias);
      expect(await read(elsewhere.id)).toBeUndefined();
      expect(await mailAliasQueries.find(mailDomainId, alias.id)).toEqual(alias);
      expect(await mailAliasQueries.find(elsewhere.id, alias.id)).toBeUndefined();
    });

    it('removes one, or all of a local part, and no other', async () => {
      const of = (localPart: string, destination: string, id = mailDomainId) =>
        makeMailAlias({ mailDomainId: id, localPart, destination });
      for (const alias of [of('c', 'a@a.fr'), of('c', 'b@b.fr'), of('c', 'c@c.fr'), of('d', 'a@a.fr')]) {
        await store(alias);
      }
      await store(of('c', 'a@a.fr', elsewhere.id));
      const remove = (destination: string | null) =>
        unitOfWork.run(({ mailAliases }) => mailAliases.remove(mailDomainId, 'c', destination));
      expect(await remove('a@a.fr')).toBe(1);
      expect(await remove('a@a.fr')).toBe(0);
      expect(await remove(null)).toBe(2);
      expect(await listed('c')).toEqual([]);
      expect(await listed('d')).toHaveLength(1);
      const order = [{ field: 'local_part', descending: false }] as const;
      const rest = await mailAliasQueries.page(elsewhere.id, {}, { number: 1, size: 5, order });
      expect(rest.total).toBe(1);
    });

    it('goes through a domain by local part and destination, and finds by several local parts', async () => {
      const rows = [
        ['a', 'x@x.fr'],
        ['a', 'y@y.fr'],
        ['b', 'x@x.fr'],
        ['c', 'x@x.fr'],
      ].map(([localPart = '', destination = '']) => makeMailAlias({ mailDomainId, localPart, destination }));
      for (const alias of [...rows].reverse()) await store(alias);
      await store(makeMailAlias({ mailDomainId: elsewhere.id, localPart: 'a' }));
      const pageAfter = (last: MailAlias | undefined) =>
        unitOfWork.run(({ mailAliases }) => mailAliases.listAfter(mailDomainId, last, 3));
      expect(await pageAfter(undefined)).toEqual(rows.slice(0, 3));
      expect(await pageAfter(rows[0])).toEqual(rows.slice(1));
      expect(await pageAfter(rows[3])).toEqual([]);
      const several = (...localParts: readonly string[]) =>
        unitOfWork.run(({ mailAliases }) => mailAliases.listByLocalParts(mailDomainId, localParts));
      expect(new Set(await several('a', 'c', 'z'))).toEqual(new Set([rows[0], rows[1], rows[3]]));
      expect(await several()).toEqual([]);
    });

    it('knows where mail to addresses goes, in any domain, whatever the letter case', async () => {
      const of = (localPart: string, destination: string, id = mailDomainId) =>
        store(makeMailAlias({ mailDomainId: id, localPart, destination }));
      await of('A', 'b@evry.fr');
      await of('a', 'devnull@devnull');
      await of('b', 'x@old.fr');
      await of('x', 'y@b.fr', elsewhere.id);
      const destinations = (...addresses: string[]) =>
        unitOfWork.run(({ mailAliases }) => mailAliases.destinationsOf(addresses));
      expect(await destinations('a@EVRY.fr', 'x@old.fr')).toEqual(['b@evry.fr', 'devnull@devnull', 'y@b.fr']);
      expect(await destinations('x@evry.fr', 'nobody', '')).toEqual([]);
      expect(await destinations()).toEqual([]);

      await unitOfWork.run(async ({ mailAliasChanges }) => {
        const coming = { mailDomainId, localPart: 'a', destination: 'z@b.fr' };
        await mailAliasChanges.insertOrFind([makeMailAliasChange(coming)]);
        const over = {
          ...coming,
          destination: 'over@b.fr',
          progress: { state: 'done', wasAbsent: false },
        } as const;
        await mailAliasChanges.insertOrFind([makeMailAliasChange(over)]);
        const going = { ...coming, destination: 'b@evry.fr', kind: 'removal' } as const;
        await mailAliasChanges.insertOrFind([makeMailAliasChange(going)]);
      });
      expect(await destinations('A@evry.fr')).toEqual(['b@evry.fr', 'devnull@devnull', 'z@b.fr']);
    });

    it('lists by local part, ties by id, by pages', async () => {
      const aliases = ['b', 'a', 'b'].map((localPart, index) =>
        makeMailAlias({ mailDomainId, localPart, destination: `${index}@b.fr` }),
      );
      for (const alias of aliases) await store(alias);
      const page = (number: number, descending: boolean) => {
        const order = [{ field: 'local_part', descending }] as const;
        return mailAliasQueries.page(mailDomainId, {}, { number, size: 2, order });
      };
      const twins = [aliases[0], aliases[2]].sort((a, b) => ((a?.id ?? '') < (b?.id ?? '') ? -1 : 1));
      expect(await page(1, false)).toEqual({ total: 3, items: [aliases[1], twins[0]] });
      expect(await page(2, false)).toEqual({ total: 3, items: [twins[1]] });
      expect(await page(1, true)).toEqual({ total: 3, items: twins });
    });

    describe('by local part', () => {
      const by = (
        filter: MailAliasGroupFilter = {},
        {
          number = 1,
          size = 2,
          descending = false,
        }: Partial<Record<'number' | 'size', number>> & {
          readonly descending?: boolean;
        } = {},
      ) => {
        const order = [{ field: 'local_part', descending }] as const;
        return mailAliasQueries.groups(mailDomainId, filter, { number, size, order });
      };
      const names = async (...given: Parameters<typeof by>) => {
        const { total, items } = await by(...given);
        return { total, names: items.map(({ localPart }) => localPart) };
      };
      const of = (localPart: string, destination: string, id = mailDomainId) =>
        makeMailAlias({ mailDomainId: id, localPart, destination });
      const refused = { state: 'refused', code: 'alias.refused', params: { reason: 'no' } } as const;
      const withdrawn = { state: 'refused', code: 'alias.withdrawn', params: {} } as const;
      const [b1, b2] = [of('b', 'x@x.fr'), of('b', 'y@école.fr')];
      const change = (given: Partial<MailAliasChange>) => makeMailAliasChange({ mailDomainId, ...given });
      const coming = change({ localPart: 'a', destination: 'e@xn--lan-9la.fr', updatedAt: minutesLater(2) });
      const going = change({ localPart: 'b', kind: 'removal', destination: 'x@x.fr' });
      const denied = change({ localPart: 'B', destination: 'no@no.fr', progress: refused });

      beforeEach(async () => {
        for (const alias of [b1, b2, of('c', 'x@x.fr'), of('d', 'x@x.fr', elsewhere.id)]) await store(alias);
        await unitOfWork.run(async ({ mailAliasChanges, mailboxes }) => {
          const hidden = [
            change({ localPart: 'e', progress: withdrawn }),
            change({ localPart: 'f', progress: { state: 'done', wasAbsent: false } }),
            change({ localPart: 'g', kind: 'removal' }),
            change({ localPart: 'h', mailDomainId: elsewhere.id }),
          ];
          await mailAliasChanges.insertOrFind([coming, going, denied, ...hidden]);
          await mailboxes.insert(makeMailbox({ mailDomainId, localPart: 'b' }));
          await mailboxes.insert(makeMailbox({ mailDomainId, localPart: 'c', status: 'failed' }));
          await mailboxes.insert(makeMailbox({ mailDomainId: elsewhere.id, localPart: 'a' }));
        });
      });

      it('are listed once each, with what waits or was refused, by pages', async () => {
        expect(await names()).toEqual({ total: 4, names: ['B', 'a'] });
        expect(await names({}, { number: 2 })).toEqual({ total: 4, names: ['b', 'c'] });
        expect(await names({}, { number: 3 })).toEqual({ total: 4, names: [] });
        expect(await names({}, { size: 9, descending: true })).toEqual({
          total: 4,
          names: ['c', 'b', 'a', 'B'],
        });
      });

      it('have all that is stored about them', async () => {
        const { items } = await by({}, { size: 9 });
        const [upper, a, b, c] = items;
        const { id, kind, destination, progress, createdAt, updatedAt } = coming;
        expect(a).toEqual({
          localPart: 'a',
          hasMailbox: false,
          aliases: [],
          changes: [{ id, kind, destination, progress, createdAt, updatedAt }],
        });
        expect(upper).toMatchObject({ hasMailbox: true, changes: [{ id: denied.id, progress: refused }] });
        expect(b?.aliases.toSorted((x, y) => (x.destination < y.destination ? -1 : 1))).toEqual(
          [b1, b2].map(({ id, destination, createdAt }) => ({
            id,
            destination: destination.replace('école', 'xn--cole-9oa'),
            createdAt,
          })),
        );
        expect(b).toMatchObject({ hasMailbox: true, changes: [{ id: going.id }] });
        expect(c).toMatchObject({ hasMailbox: false, changes: [] });
      });

      it('are found by any destination, or exactly', async () => {
        expect(await names({ search: 'ÉCOLE' })).toEqual({ total: 1, names: ['b'] });
        expect((await by({ search: 'école' })).items[0]?.aliases).toHaveLength(2);
        expect(await names({ search: 'elan' })).toEqual({ total: 1, names: ['a'] });
        expect(await names({ search: ['e', 'lan'] })).toEqual({ total: 1, names: ['a'] });
        expect(await names({ search: '%' })).toEqual({ total: 0, names: [] });
        expect(await names({ localPart: 'b' })).toEqual({ total: 1, names: ['b'] });
        expect(await names({ localPart: 'b', search: 'nothing' })).toEqual({ total: 0, names: [] });
      });
    });

    describe('changes', () => {
      const author = {
        userId: newId<UserId>(),
        organizationId: newId<OrganizationId>(),
        origin: { address: '::1', requestId: 'r', via: 'session', client: null },
      } as const;
      const change = (given: Partial<MailAliasChange> = {}): MailAliasChange =>
        makeMailAliasChange({ mailDomainId, author, ...given });
      const insertAll = (...given: readonly MailAliasChange[]) =>
        unitOfWork.run(({ mailAliasChanges }) => mailAliasChanges.insertOrFind(given));
      const insert = async (given: MailAliasChange) => (await insertAll(given))[0];
      const lock = (id: MailAliasChangeId) =>
        unitOfWork.run(({ mailAliasChanges }) => mailAliasChanges.lock(id));

      it('are one of a kind an alias, and return what was stored', async () => {
        const first = change();
        expect(await insert(first)).toEqual(first);
        expect(await insert(change())).toEqual(first);
        const others = [
          change({ kind: 'removal' }),
          change({ kind: 'removal_of_all', destination: null }),
          change({ destination: 'A@a.fr' }),
          change({ localPart: 'other' }),
          change({ mailDomainId: elsewhere.id }),
        ];
        for (const other of others) expect(await insert(other)).toEqual(other);
        const again = change({ kind: 'removal_of_all', destination: null });
        expect(await insert(again)).toEqual(others[1]);
        expect(await lock(again.id)).toBeUndefined();
        expect(await lock(first.id)).toEqual(first);
      });

      it('are stored many at once, each once, and found where they are there', async () => {
        const [first, second, third] = [change(), change({ localPart: 'b' }), change({ localPart: 'c' })];
        await insert(second);
        const twin = change({ localPart: 'c' });
        const again = change({ localPart: 'b' });
        expect(await insertAll(first, again, third, twin)).toEqual([first, second, third, third]);
        expect(await lock(again.id)).toBeUndefined();
        expect(await lock(twin.id)).toBeUndefined();
        expect(await insertAll()).toEqual([]);
        const progress = { state: 'done', wasAbsent: true } as const;
        const over = [first, third].map((one) => ({ ...one, progress, updatedAt: minutesLater(1) }));
        await unitOfWork.run(({ mailAliasChanges }) => mailAliasChanges.update(over));
        expect(await lock(first.id)).toEqual(over[0]);
        expect(await lock(second.id)).toEqual(second);
        await unitOfWork.run(({ mailAliasChanges }) => mailAliasChanges.delete([first.id, second.id]));
        expect(await lock(second.id)).toBeUndefined();
        expect(await lock(third.id)).toEqual(over[1]);
        await unitOfWork.run(async ({ mailAliasChanges }) => {
          await mailAliasChanges.update([]);
          await mailAliasChanges.delete([]);
        });
      });

      it('go from open to over, and away', async () => {
        const stored = change();
        await insert(stored);
        const states = [
          { state: 'open', attempts: 1, trouble: 'mail_provisioner.unavailable' },
          { state: 'refused', code: 'alias.refused', params: { reason: 'no' } },
          { state: 'done', wasAbsent: true },
        ] as const;
        for (const progress of states) {
          const next = { ...stored, progress, updatedAt: minutesLater(1) };
          await unitOfWork.run(({ mailAliasChanges }) => mailAliasChanges.update([next]));
          expect(await lock(stored.id)).toEqual(next);
        }
        await unitOfWork.run(({ mailAliasChanges }) => mailAliasChanges.delete([stored.id]));
        expect(await lock(stored.id)).toBeUndefined();
        const next = change();
        expect(await insert(next)).toEqual(next);
      });

      it('are found, and those of a local part that are open locked, the oldest first', async () => {
        const late = change({ destination: 'c@c.fr', createdAt: minutesLater(2) });
        const early = change({ kind: 'removal_of_all', destination: null });
        const middle = change({ kind: 'removal', createdAt: minutesLater(1) });
        const over = change({ progress: { state: 'done', wasAbsent: false } });
        const apart = [change({ localPart: 'other' }), change({ mailDomainId: elsewhere.id })];
        for (const stored of [late, over, middle, early, ...apart]) await insert(stored);
        const read = (...localParts: readonly string[]) =>
          unitOfWork.run(({ mailAliasChanges }) => mailAliasChanges.lockOpen(mailDomainId, localParts));
        expect(await read('contact')).toEqual([early, middle, late]);
        expect(await read('other', 'nothing', 'contact')).toEqual([early, middle, late, apart[0]]);
        expect(await read('nothing')).toEqual([]);
        const find = (id: MailAliasChangeId) =>
          unitOfWork.run(({ mailAliasChanges }) => mailAliasChanges.find(id));
        expect(await find(over.id)).toEqual(over);
        expect(await find(newId())).toBeUndefined();
      });

      it('are one among concurrent writers', async () => {
        const stored = await Promise.all(Array.from({ length: 6 }, () => insert(change())));
        expect(new Set(stored.map((one) => one?.id)).size).toBe(1);
      });
    });
  });
