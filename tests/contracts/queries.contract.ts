import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  MailDomainFilter,
  MailDomainOrderField,
} from '../../src/application/mail-domain/mail-domain-queries.ts';
import type { MailboxOrderField } from '../../src/application/mailbox/mailbox-queries.ts';
import type { Page, PageRequest } from '../../src/application/shared/page.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../src/domain/mail-domain/mail-domain-access.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { withWanted } from '../../src/domain/mailbox/mailbox-change.ts';
import type { MailboxId, MailDomainId } from '../../src/domain/shared/ids.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { asked, done, refused } from '../builders/provisioned.ts';
import { asListedMailbox, asMailboxView } from '../support/as-shown.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Ids that sort as their number does. */
const idOf = <Id extends string>(number: number): Id =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}` as Id;

const idsOf = ({ items }: Page<{ readonly id: string }>) => items.map(({ id }) => id);

/** All pages of that size, one after the other. */
async function idsOfAllPages<Field extends string>(
  page: (request: PageRequest<Field>) => Promise<Page<{ readonly id: string }>>,
  request: Pick<PageRequest<Field>, 'size' | 'order'>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = 1; ; number += 1) {
    const { total, items } = await page({ ...request, number });
    ids.push(...items.map(({ id }) => id));
    if (items.length === 0 || ids.length > total) return ids;
  }
}

export const queriesContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mail queries contract: ${name}`, async () => {
    const { unitOfWork, mailDomainQueries, mailboxQueries, reset, close } = await open();
    const user = makeUser();
    const other = makeUser();
    const store = (mailDomain: MailDomain, role?: MailDomainRole, userId = user.id) =>
      unitOfWork.run(async ({ mailDomains, mailDomainAccesses }) => {
        await mailDomains.insert(mailDomain);
        if (role === undefined) return;
        await mailDomainAccesses.insertIfAbsent(
          makeMailDomainAccess({ mailDomainId: mailDomain.id, userId, role }),
        );
      });
    const addMailboxes = (...added: readonly Mailbox[]) =>
      unitOfWork.run(async ({ mailboxes }) => {
        for (const mailbox of added) await mailboxes.insert(mailbox);
      });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ users }) => {
        await users.insertOrFind(user);
        await users.insertOrFind(other);
      });
    });
    afterAll(close);

    describe('mail domains', () => {
      const page = (request: Partial<PageRequest<MailDomainOrderField>> = {}) =>
        mailDomainQueries.page(user.id, {}, { number: 1, size: 20, order: [], ...request });

      it('shows those of some statuses only, in one page with their number', async () => {
        const [enabled, failed] = [
          makeMailDomain({ status: 'enabled' }),
          makeMailDomain({ status: 'failed' }),
        ];
        for (const domain of [enabled, failed, makeMailDomain({ status: 'disabled' })]) {
          await store(domain, 'owner');
        }
        const request: PageRequest<MailDomainOrderField> = { number: 1, size: 1, order: [] };
        const found = async (filter: MailDomainFilter) => {
          const { total, items } = await mailDomainQueries.page(user.id, filter, request);
          return [total, items.length];
        };
        expect(await found({ statuses: ['enabled', 'failed'] })).toEqual([2, 1]);
        expect(await found({ statuses: ['enabled'], search: [failed.name] })).toEqual([0, 0]);
        expect(await found({ statuses: [] })).toEqual([0, 0]);
        expect(await found({ statuses: undefined })).toEqual([3, 1]);
      });

      it('shows the domains of the person asking, with role and number of mailboxes', async () => {
        const owned = makeMailDomain({
          id: idOf(1),
          status: 'enabled',
          lastCheckDetails: { state: 'ok' },
          lastCheckedAt: minutesLater(1),
          expectedConfig: [{ target: '', type: 'mx', value: 'mx.example.' }],
        });
        const viewed = makeMailDomain({ id: idOf(2) });
        const shared = makeMailDomain();
        await store(owned, 'owner');
        await store(viewed, 'viewer');
        await store(shared, 'owner', other.id);
        await store(makeMailDomain());
        await unitOfWork.run(({ mailDomainAccesses }) =>
          mailDomainAccesses.insertIfAbsent(
            makeMailDomainAccess({ mailDomainId: owned.id, userId: other.id, role: 'administrator' }),
          ),
        );
        const inOwned = { mailDomainId: owned.id };
        await addMailboxes(makeMailbox(inOwned), makeMailbox({ ...inOwned, status: 'disabled' }));
        await addMailboxes(makeMailbox({ mailDomainId: shared.id }));

        const ownedView = { ...owned, role: 'owner', mailboxCount: 2 };
        expect(await page()).toEqual({
          total: 2,
          items: [ownedView, { ...viewed, role: 'viewer', mailboxCount: 0 }],
        });
        expect(await mailDomainQueries.findBySlug(user.id, owned.slug)).toEqual(ownedView);
        expect(await mailDomainQueries.findBySlug(other.id, owned.slug)).toMatchObject({
          role: 'administrator',
        });
        const { id, name: domainName, slug, status } = owned;
        const visible = { id, name: domainName, status, hasActiveOrganization: false };
        expect(
          await Promise.all([
            mailDomainQueries.findVisible(user.id, slug),
            mailDomainQueries.findVisible(newId(), slug),
            mailDomainQueries.findVisible(user.id, shared.slug),
            mailDomainQueries.findVisible(other.id, slug),
            mailDomainQueries.findVisible(user.id, slug),
          ]),
        ).toEqual([
          { ...visible, role: 'owner' },
          undefined,
          undefined,
          { ...visible, role: 'administrator' },
          { ...visible, role: 'owner' },
        ]);
      });

      it.each([true, false])('knows whether the organization of a domain is active: %s', async (isActive) => {
        const organization = makeOrganization({ isActive });
        await unitOfWork.run(({ organizations }) => organizations.insertOrFind(organization));
        const mailDomain = makeMailDomain({ organizationId: organization.id });
        await store(mailDomain, 'viewer');
        expect(await mailDomainQueries.findVisible(user.id, mailDomain.slug)).toMatchObject({
          hasActiveOrganization: isActive,
        });
      });

      it('finds any domain by its slug or its name, for operators', async () => {
        const organization = makeOrganization();
        await unitOfWork.run(({ organizations }) => organizations.insertOrFind(organization));
        const mailDomain = makeMailDomain({
          name: 'evry.fr',
          slug: 'evryfr',
          organizationId: organization.id,
        });
        await store(mailDomain, 'owner', other.id);
        const { id, status } = mailDomain;
        const found = { id, name: 'evry.fr', slug: 'evryfr', status, hasActiveOrganization: true };
        expect(await mailDomainQueries.findNamed('evryfr')).toEqual(found);
        expect(await mailDomainQueries.findNamed('evry.fr')).toEqual(found);
        expect(await mailDomainQueries.findNamed('evry')).toBeUndefined();
      });

      it('shows nothing to outsiders', async () => {
        const mailDomain = makeMailDomain();
        await store(mailDomain, 'owner', other.id);
        expect(await page()).toEqual({ total: 0, items: [] });
        expect(await mailDomainQueries.findBySlug(user.id, mailDomain.slug)).toBeUndefined();
        expect(await mailDomainQueries.findBySlug(other.id, 'nothing')).toBeUndefined();
        expect(await mailDomainQueries.findBySlug(newId(), mailDomain.slug)).toBeUndefined();
        expect(await mailDomainQueries.findVisible(user.id, mailDomain.slug)).toBeUndefined();
        expect(await mailDomainQueries.findVisible(other.id, 'nothing')).toBeUndefined();
      });

      it('orders by each field both ways, and by the id among equals', async () => {
        const made = [
          { id: 1, name: 'z.example', minutes: 0 },
          { id: 2, name: 'a-b.example', minutes: 5 },
          { id: 3, name: 'a.example', minutes: 0 },
          { id: 4, name: 'ab.example', minutes: -5 },
        ];
        for (const { id, name: domainName, minutes } of [...made].reverse()) {
          const given = { id: idOf<MailDomainId>(id), name: domainName, createdAt: minutesLater(minutes) };
          await store(makeMailDomain(given), 'viewer');
        }
        const order = async (...fields: [MailDomainOrderField, boolean][]) =>
          idsOf(await page({ order: fields.map(([field, descending]) => ({ field, descending })) }));
        expect(await order()).toEqual([1, 2, 3, 4].map(idOf));
        expect(await order(['created_at', false])).toEqual([4, 1, 3, 2].map(idOf));
        expect(await order(['created_at', true])).toEqual([2, 1, 3, 4].map(idOf));
        expect(await order(['name', false])).toEqual([2, 3, 4, 1].map(idOf));
        expect(await order(['name', true])).toEqual([1, 4, 3, 2].map(idOf));
        expect(await order(['created_at', false], ['name', false])).toEqual([4, 3, 1, 2].map(idOf));
      });

      it('repeats and loses no row from page to page', async () => {
        const ids = Array.from({ length: 11 }, (_, index) => idOf<MailDomainId>(index));
        for (const id of [...ids].reverse()) await store(makeMailDomain({ id }), 'viewer');
        for (const descending of [false, true]) {
          const request = { size: 4, order: [{ field: 'created_at' as const, descending }] };
          expect(await idsOfAllPages(page, request)).toEqual(ids);
        }
        expect(await page({ number: 3, size: 4 })).toMatchObject({ total: 11, items: { length: 3 } });
        expect(await page({ number: 4, size: 4 })).toEqual({ total: 11, items: [] });
      });

      it('hands out copies', async () => {
        const mailDomain = makeMailDomain({ lastCheckDetails: { state: 'ok' } });
        await store(mailDomain, 'viewer');
        const [view] = (await page()).items;
        Object.assign(view?.lastCheckDetails ?? {}, { state: 'changed' });
        expect((await page()).items).toMatchObject([mailDomain]);
      });
    });

    describe('mailboxes', () => {
      const mailDomain = makeMailDomain();
      const elsewhere = makeMailDomain();
      const mailDomainId = mailDomain.id;
      const page = (request: Partial<PageRequest<MailboxOrderField>> = {}) =>
        mailboxQueries.page(mailDomainId, {}, { number: 1, size: 20, order: [], ...request });

      beforeEach(async () => {
        await store(mailDomain);
        await store(elsewhere);
      });

      it('shows of the mailboxes of the domain what lists show, or all that a page shows', async () => {
        const changeFailure = { revision: 1, step: 'names', code: 'mailbox.refused', params: {} } as const;
        const full = makeMailbox({
          id: idOf(1),
          mailDomainId,
          secondaryEmail: 'a@ailleurs.example',
          passwordHash: '$argon2id$x',
          issuerId: user.id,
          provisioned: done({
            startedAt: minutesLater(1),
            notedAbsentAt: minutesLater(1),
            change: withWanted(null, { active: false }, minutesLater(3)),
            changeFailure,
          }),
          updatedAt: minutesLater(2),
        });
        const formerNames = { firstName: 'A', lastName: 'B' };
        const renamed = makeMailbox({
          id: idOf(2),
          mailDomainId,
          provisioned: asked({ change: withWanted(null, { formerNames }, minutesLater(4)) }),
        });
        const failure = { code: 'mailbox.refused', params: { reason: 'no' } } as const;
        const bare = makeMailbox({ id: idOf(3), mailDomainId, provisioned: refused({ failure }) });
        const foreign = makeMailbox({ mailDomainId: elsewhere.id });
        await addMailboxes(bare, foreign, full, renamed);
        const all = [full, renamed, bare];
        const listed = all.map(asListedMailbox);
        expect(listed.map(({ isSwitched }) => isSwitched)).toEqual([true, false, false]);
        expect(await page()).toEqual({ total: 3, items: listed });
        const whole = { number: 1, size: 20, order: [] };
        expect(await mailboxQueries.pageOfViews(mailDomainId, {}, whole)).toEqual({
          total: 3,
          items: all.map(asMailboxView),
        });
        for (const mailbox of all) {
          expect(await mailboxQueries.find(mailDomainId, mailbox.id)).toEqual(asMailboxView(mailbox));
        }
        expect(await mailboxQueries.find(mailDomainId, foreign.id)).toBeUndefined();
        expect(await mailboxQueries.find(mailDomainId, newId())).toBeUndefined();
        const nothing = await mailboxQueries.page(newId(), {}, { number: 1, size: 20, order: [] });
        expect(nothing).toEqual({ total: 0, items: [] });
      });

      const people: readonly Partial<Mailbox>[] = [
        { firstName: 'abel', lastName: 'Zola', localPart: 'b', secondaryEmail: null, status: 'pending' },
        {
          firstName: 'Zoé',
          lastName: 'Été',
          localPart: 'b.c',
          secondaryEmail: 'B@x.example',
          status: 'failed',
        },
        { firstName: 'Élie', lastName: 'Ete', localPart: 'b-c', secondaryEmail: null, status: 'enabled' },
        {
          firstName: 'Abel',
          lastName: '𝒵',
          localPart: 'a',
          secondaryEmail: 'a@x.example',
          status: 'disabled',
        },
        {
          firstName: 'Abel ',
          lastName: '\uffe8',
          localPart: 'bc',
          secondaryEmail: 'A@x.example',
          status: 'pending',
        },
      ];
      const expected: readonly [MailboxOrderField, readonly number[], readonly number[]][] = [
        ['created_at', [5, 4, 1, 2, 3], [1, 2, 3, 4, 5]],
        ['id', [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]],
        ['first_name', [4, 5, 2, 1, 3], [3, 1, 2, 5, 4]],
        ['last_name', [3, 1, 2, 5, 4], [4, 5, 2, 1, 3]],
        ['local_part', [4, 1, 3, 2, 5], [5, 2, 3, 1, 4]],
        ['secondary_email', [5, 2, 4, 1, 3], [1, 3, 4, 2, 5]],
        ['status', [4, 3, 2, 1, 5], [1, 5, 2, 3, 4]],
      ];
      it.each(expected)(
        'orders by %s both ways, text by code point and null as the greatest',
        async (field, up, down) => {
          const mailboxes = people.map((person, index) => {
            const createdAt = minutesLater(index < 3 ? 9 : 8 - index);
            return makeMailbox({ id: idOf<MailboxId>(index + 1), mailDomainId, createdAt, ...person });
          });
          await addMailboxes(...mailboxes.reverse());
          expect(idsOf(await page({ order: [{ field, descending: false }] }))).toEqual(up.map(idOf));
          expect(idsOf(await page({ order: [{ field, descending: true }] }))).toEqual(down.map(idOf));
        },
      );

      it('orders by a second field among equals of the first', async () => {
        const made = [
          makeMailbox({ id: idOf(1), mailDomainId, status: 'pending', localPart: 'b' }),
          makeMailbox({ id: idOf(2), mailDomainId, status: 'enabled', localPart: 'c' }),
          makeMailbox({ id: idOf(3), mailDomainId, status: 'pending', localPart: 'a' }),
        ];
        await addMailboxes(...made);
        const order = [
          { field: 'status', descending: true },
          { field: 'local_part', descending: false },
        ] as const;
        expect(idsOf(await page({ order }))).toEqual([3, 1, 2].map(idOf));
      });

      it('repeats and loses no row from page to page', async () => {
        const ids = Array.from({ length: 23 }, (_, index) => idOf<MailboxId>(index));
        await addMailboxes(...[...ids].reverse().map((id) => makeMailbox({ id, mailDomainId })));
        for (const field of ['created_at', 'status', 'secondary_email'] as const) {
          const request = { size: 5, order: [{ field, descending: true }] };
          expect(await idsOfAllPages(page, request)).toEqual(ids);
        }
        expect(await page({ number: 6, size: 5 })).toEqual({ total: 23, items: [] });
      });

      it('hands out copies', async () => {
        const mailbox = makeMailbox({ mailDomainId });
        await addMailboxes(mailbox);
        (await mailboxQueries.find(mailDomainId, mailbox.id))?.createdAt.setTime(0);
        const views = () => mailboxQueries.pageOfViews(mailDomainId, {}, { number: 1, size: 20, order: [] });
        (await views()).items[0]?.createdAt.setTime(0);
        expect((await views()).items).toEqual([asMailboxView(mailbox)]);
      });
    });
  });
