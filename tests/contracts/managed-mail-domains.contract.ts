import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManagedMailDomainFilter } from '../../src/application/mail-domain/managed-mail-domain-queries.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Domains as staff find them. Nothing is changed: all is stored once. */
export const managedMailDomainsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`kept mail domains contract: ${name}`, async () => {
    const { unitOfWork, managedMailDomainQueries, reset, close } = await open();
    const organization = makeOrganization({ name: 'Évry' });
    const evry = makeMailDomain({ name: 'evry.fr', status: 'enabled', organizationId: organization.id });
    const lyon = makeMailDomain({ name: 'lyon.fr', status: 'disabled', createdAt: minutesLater(1) });
    const [ana, bob, carol, dave] = ['ana', 'bob', 'carol', 'dave'].map((given) =>
      makeUser({ name: given, email: `${given}@evry.fr` }),
    );

    beforeAll(async () => {
      await reset();
      await unitOfWork.run(async (stores) => {
        await stores.organizations.insertOrFind(organization);
        for (const mailDomain of [evry, lyon]) await stores.mailDomains.insert(mailDomain);
        await stores.mailboxes.insert(makeMailbox({ mailDomainId: evry.id }));
        for (const [user, role, minutes] of [
          [ana, 'administrator', 0],
          [bob, 'owner', 2],
          [carol, 'viewer', 0],
          [dave, 'owner', 1],
        ] as const) {
          if (!user) continue;
          await stores.users.insertOrFind(user);
          const given = { mailDomainId: evry.id, userId: user.id, role, createdAt: minutesLater(minutes) };
          await stores.mailDomainAccesses.insertIfAbsent(makeMailDomainAccess(given));
        }
      });
    });
    afterAll(close);

    const page = (filter: ManagedMailDomainFilter = {}, number = 1, size = 20) =>
      managedMailDomainQueries.page(filter, { number, size, order: [{ field: 'name', descending: false }] });
    const managerOf = (user: typeof ana, role: string) => ({
      id: user?.id,
      name: user?.name,
      email: user?.email,
      role,
    });

    it('shows all, with organization, mailboxes and who manages them: owners first', async () => {
      expect(await page()).toEqual({
        total: 2,
        items: [
          {
            ...evry,
            organization: { id: organization.id, name: 'Évry' },
            mailboxCount: 1,
            managers: [managerOf(dave, 'owner'), managerOf(bob, 'owner'), managerOf(ana, 'administrator')],
          },
          { ...lyon, organization: null, mailboxCount: 0, managers: [] },
        ],
      });
    });

    it.each<[ManagedMailDomainFilter, readonly string[]]>([
      [{ search: 'ÉVRY' }, ['evry.fr']],
      [{ search: '.fr' }, ['evry.fr', 'lyon.fr']],
      [{ search: '%' }, []],
      [{ statuses: ['disabled', 'failed'] }, ['lyon.fr']],
      [{ statuses: [] }, []],
      [{ organizationId: organization.id }, ['evry.fr']],
      [{ organizationId: newId() }, []],
      [{ organizationId: organization.id, statuses: ['disabled'] }, []],
    ])('finds by %j', async (filter, names) => {
      const { total, items } = await page(filter);
      expect(items.map((item) => item.name)).toEqual(names);
      expect(total).toBe(names.length);
    });

    it('is read page by page', async () => {
      expect(await page({}, 2, 1)).toMatchObject({ total: 2, items: [{ name: 'lyon.fr' }] });
      expect(await page({}, 3, 1)).toEqual({ total: 2, items: [] });
      const newestFirst = [{ field: 'created_at', descending: true }] as const;
      const { items } = await managedMailDomainQueries.page({}, { number: 1, size: 2, order: newestFirst });
      expect(items.map((item) => item.name)).toEqual(['lyon.fr', 'evry.fr']);
    });
  });
