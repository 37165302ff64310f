import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { CursorRequest, Page, PagePosition } from '../../src/application/shared/page.ts';
import type { Repositories } from '../../src/application/unit-of-work.ts';
import { makeAccountService } from '../builders/make-account-service.ts';
import { makeDriftLine } from '../builders/make-drift-line.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

type Row = Readonly<{ id: string; leave?: (stores: Repositories) => Promise<void> }>;

/** A list that can be read by a cursor. */
type List = Readonly<{
  /** Stores a row that stands at `place` in the list; several may stand at one. */
  put: (stores: Repositories, place: number) => Promise<Row>;
  page: (
    request: Pick<CursorRequest<never>, 'number' | 'size' | 'after'>,
    descending: boolean,
  ) => Promise<Page<PagePosition>>;
}>;

/** Lists that are read to their end while rows come and go. */
export const listsByCursorContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`lists by cursor contract: ${name}`, async () => {
    const storage = await open();
    const { unitOfWork, reset, close } = storage;
    const mailDomain = makeMailDomain({ name: 'zz-compared.example', slug: 'zz', status: 'disabled' });
    const mailDomainId = mailDomain.id;
    const order = <Field extends string>(field: Field, descending: boolean) => [{ field, descending }];
    const numbered = (place: number) => `row ${String(place).padStart(3, '0')}`;

    const LISTS: Readonly<Record<string, List>> = {
      accounts: {
        put: async ({ users }, place) => {
          const user = await users.insertOrFind(makeUser({ createdAt: minutesLater(place) }));
          return { id: user.id, leave: (stores) => stores.users.update({ ...user, isActive: false }) };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.userQueries.accounts(
            { isActive: true },
            { ...request, order: order('created_at', descending) },
          );
          return { total, items: items.map(({ user }) => ({ key: user.createdAt, id: user.id })) };
        },
      },
      'accounts that a search finds': {
        put: async ({ users }, place) => {
          const user = await users.insertOrFind(makeUser({ name: 'Ana', createdAt: minutesLater(place) }));
          return { id: user.id, leave: (stores) => stores.users.update({ ...user, name: 'Bob' }) };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.userQueries.accounts(
            { search: 'ANA' },
            { ...request, order: order('created_at', descending) },
          );
          return { total, items: items.map(({ user }) => ({ key: user.createdAt, id: user.id })) };
        },
      },
      organizations: {
        put: async ({ organizations }, place) => {
          const organization = makeOrganization({ name: numbered(place) });
          await organizations.insert(organization);
          const { id } = organization;
          return { id, leave: (stores) => stores.organizations.update({ ...organization, isActive: false }) };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.organizationQueries.page(
            { isActive: true, search: 'row' },
            { ...request, order: order('name', descending) },
          );
          return { total, items: items.map((item) => ({ key: item.name, id: item.id })) };
        },
      },
      discrepancies: {
        put: async ({ users, placements }, place) => {
          const { id } = await users.insertOrFind(makeUser());
          const createdAt = minutesLater(place);
          await placements.putDiscrepancy({
            userId: id,
            registrationId: '77',
            status: 'open',
            settledBy: null,
            createdAt,
            updatedAt: createdAt,
          });
          return { id, leave: (stores) => stores.placements.removeDiscrepancy(id) };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.organizationPeopleQueries.discrepancies({
            ...request,
            order: order('created_at', descending),
          });
          return { total, items: items.map(({ createdAt, user }) => ({ key: createdAt, id: user.id })) };
        },
      },
      'mail domains': {
        put: async ({ mailDomains }, place) => {
          const one = makeMailDomain();
          await mailDomains.insert({ ...one, name: `${numbered(place)} ${one.name}` });
          return { id: one.id, leave: (stores) => stores.mailDomains.delete(one.id) };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.managedMailDomainQueries.page(
            { statuses: ['pending'] },
            { ...request, order: order('name', descending) },
          );
          return { total, items: items.map((item) => ({ key: item.name, id: item.id })) };
        },
      },
      'mailboxes of a domain': {
        put: async ({ mailboxes }, place) => {
          const mailbox = makeMailbox({ mailDomainId, createdAt: minutesLater(place) });
          await mailboxes.insert(mailbox);
          return { id: mailbox.id, leave: (stores) => stores.mailboxes.delete(mailbox.id) };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.mailboxQueries.pageOfViews(
            mailDomainId,
            { statuses: ['pending'] },
            { ...request, order: order('created_at', descending) },
          );
          return { total, items: items.map(({ createdAt, id }) => ({ key: createdAt, id })) };
        },
      },
      'unsent mails': {
        put: async ({ outgoingMails }, place) => {
          const mail = makeOutgoingMail({ createdAt: minutesLater(place) });
          await outgoingMails.insert(mail);
          const sent = { ...mail, status: 'sent', content: null } as const;
          return { id: mail.id, leave: (stores) => stores.outgoingMails.update(sent) };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.outgoingMailQueries.pageOfUnsent(
            {},
            { ...request, order: order('created_at', descending) },
          );
          return { total, items: items.map(({ createdAt, id }) => ({ key: createdAt, id })) };
        },
      },
      'lines of a comparison': {
        put: async ({ drift }, place) => {
          const given = { mailDomainId, address: numbered(place) } as const;
          const line = makeDriftLine(given);
          // Of one address, a line for each of its destinations.
          const stored = { ...line, object: 'alias', destination: `${line.id}@a.fr` } as const;
          await drift.putLines(minutesLater(0), [stored]);
          return { id: stored.id, leave: (stores) => stores.drift.removeLines([stored.id]) };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.driftQueries.page(
            mailDomainId,
            {},
            { ...request, order: order('address', descending) },
          );
          return { total, items: items.map(({ address, id }) => ({ key: address, id })) };
        },
      },
      'account services': {
        put: async ({ accountServices }, place) => {
          const service = makeAccountService({ name: numbered(place) });
          await accountServices.insert(service);
          return { id: service.id };
        },
        page: async (request, descending) => {
          const { total, items } = await storage.accountServiceQueries.page({
            ...request,
            order: order('name', descending),
          });
          return { total, items: items.map((item) => ({ key: item.name, id: item.id })) };
        },
      },
    };

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
    });
    afterAll(close);

    it.each(Object.keys(LISTS))('%s: each row once, while others come and go', async (key) => {
      const list = LISTS[key];
      if (!list) throw new Error(`No list ${key}`);
      const { put, page } = list;
      for (const descending of [false, true]) {
        await reset();
        const { rows, first } = await unitOfWork.run(async (stores) => {
          await stores.mailDomains.insert(mailDomain);
          const stored: Row[] = [];
          for (const place of [10, 20, 30, 30, 30, 40, 50]) stored.push(await put(stores, place));
          return { rows: stored, first: descending ? 90 : 1 };
        });
        const whole = await page({ number: 1, size: 100 }, descending);
        expect(whole.total).toBe(7);
        expect(whole.items.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());

        const read: string[] = [];
        let after: PagePosition | undefined;
        do {
          const { items } = await page({ number: 1, size: 2, after }, descending);
          read.push(...items.map(({ id }) => id));
          after = items.at(-1);
          const last = after;
          // One comes before what was read, and the row that the cursor points to is there no more.
          await unitOfWork.run(async (stores) => {
            await put(stores, first);
            await rows.find(({ id }) => id === last?.id)?.leave?.(stores);
          });
        } while (after);
        expect(read).toEqual(whole.items.map(({ id }) => id));
      }
    });

    it.each(Object.keys(LISTS))('%s: the total is that of the whole list, pages count on', async (key) => {
      const { put, page } = LISTS[key] ?? {};
      if (!put || !page) throw new Error(`No list ${key}`);
      await unitOfWork.run(async (stores) => {
        for (const place of [10, 20, 30, 40, 50]) await put(stores, place);
      });
      const { items } = await page({ number: 1, size: 100 }, false);
      const after = items[1];
      expect(await page({ number: 1, size: 2, after }, false)).toEqual({
        total: 5,
        items: items.slice(2, 4),
      });
      expect(await page({ number: 2, size: 2, after }, false)).toEqual({ total: 5, items: items.slice(4) });
      expect(await page({ number: 1, size: 2, after: items[4] }, false)).toEqual({ total: 5, items: [] });
    });
  });
