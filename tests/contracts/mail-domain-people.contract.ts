import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailDomainAccessFilter } from '../../src/application/mail-domain/mail-domain-access-queries.ts';
import type { Searched } from '../../src/application/shared/searched.ts';
import type { MailDomainInvitation } from '../../src/domain/invitation/mail-domain-invitation.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../src/domain/mail-domain/mail-domain-access.ts';
import type { User } from '../../src/domain/people/user.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { asListedUser } from '../support/as-shown.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { tellOfMail } from './tell-of-mail.ts';

/** Accesses to mail domains and invitations to them. */
export const mailDomainPeopleContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mail domain people contract: ${name}`, async () => {
    const { unitOfWork, mailDomainAccessQueries, mailDomainInvitationQueries, reset, close } = await open();
    const organization = makeOrganization({ name: 'Évry', registrationIds: ['1'], domains: [] });
    const organizationId = organization.id;
    let domain: MailDomain;
    let elsewhere: MailDomain;
    let zoe: User;
    let abel: User;

    const addUser = async (given: Partial<User>): Promise<User> => {
      const user = makeUser({ organizationId, ...given });
      await unitOfWork.run(({ users }) => users.insertOrFind(user));
      return user;
    };
    const join = async ({ id: userId }: User, role: MailDomainRole, minutes = 0, mailDomain = domain) => {
      const createdAt = minutesLater(minutes);
      const access = makeMailDomainAccess({ mailDomainId: mailDomain.id, userId, role, createdAt });
      await unitOfWork.run(({ mailDomainAccesses }) => mailDomainAccesses.insert(access));
      return access;
    };

    beforeEach(async () => {
      await reset();
      [domain, elsewhere] = [makeMailDomain(), makeMailDomain()];
      await unitOfWork.run(async ({ organizations, mailDomains }) => {
        await organizations.insertOrFind(organization);
        await mailDomains.insert(domain);
        await mailDomains.insert(elsewhere);
      });
      zoe = await addUser({ name: 'Zoé', email: 'z@b.fr', createdAt: minutesLater(1) });
      abel = await addUser({ name: 'Abel', email: 'a@b.fr', createdAt: minutesLater(2) });
    });
    afterAll(close);

    it('keeps accesses: one a person and domain', async () => {
      const access = await join(zoe, 'owner');
      await expect(join(zoe, 'viewer')).rejects.toMatchObject({ code: 'mail_domain_access.already_exists' });
      await join(zoe, 'viewer', 0, elsewhere);
      await join(abel, 'owner');
      const read = () =>
        unitOfWork.run(async ({ mailDomainAccesses }) => ({
          here: await mailDomainAccesses.find(domain.id, access.id),
          there: await mailDomainAccesses.find(elsewhere.id, access.id),
          standing: await mailDomainAccesses.standing(domain.id, zoe.id),
          nobody: await mailDomainAccesses.standing(domain.id, newId()),
        }));
      expect(await read()).toEqual({
        here: access,
        there: undefined,
        standing: { role: 'owner', owners: 2 },
        nobody: { role: undefined, owners: 2 },
      });
      const changed = { ...access, role: 'viewer' as const, updatedAt: minutesLater(2) };
      await unitOfWork.run(({ mailDomainAccesses }) => mailDomainAccesses.update(changed));
      expect(await read()).toMatchObject({ here: changed, standing: { role: 'viewer', owners: 1 } });
      expect(await mailDomainAccessQueries.standing(domain.slug, zoe.id)).toEqual({
        mailDomainId: domain.id,
        role: 'viewer',
        owners: 1,
      });
      expect(await mailDomainAccessQueries.standing('nowhere', zoe.id)).toBeUndefined();
      await unitOfWork.run(({ mailDomainAccesses }) => mailDomainAccesses.delete(access.id));
      expect(await read()).toMatchObject({ here: undefined, standing: { role: undefined, owners: 1 } });
    });

    it('lists the owners of a domain', async () => {
      await join(zoe, 'owner');
      await join(abel, 'owner');
      await join(await addUser({}), 'administrator');
      await join(await addUser({}), 'owner', 0, elsewhere);
      await unitOfWork.run(async ({ mailDomainAccesses }) => {
        expect([...(await mailDomainAccesses.listOwners(domain.id))].sort()).toEqual(
          [zoe.id, abel.id].sort(),
        );
        expect(await mailDomainAccesses.listOwners(newId())).toEqual([]);
      });
    });

    it('lists accesses with their people in each order, by pages', async () => {
      const [first, second] = [await join(zoe, 'viewer'), await join(abel, 'owner', 1)];
      await join(zoe, 'owner', 0, elsewhere);
      type Field = 'created_at' | 'role' | 'user__email' | 'user__name';
      const page = (field: Field, descending: boolean, number = 1, size = 20) =>
        mailDomainAccessQueries.page(domain.id, {}, { number, size, order: [{ field, descending }] });
      const view = { ...first, user: { id: zoe.id, email: zoe.email, name: zoe.name } };
      expect(await page('created_at', true)).toMatchObject({ total: 2, items: [{ id: second.id }, view] });
      for (const field of ['role', 'user__email', 'user__name'] as const) {
        const ids = (await page(field, false)).items.map(({ id }) => id);
        expect(ids).toEqual([second.id, first.id]);
      }
      expect(await page('created_at', true, 2, 1)).toMatchObject({ total: 2, items: [view] });
      expect(await mailDomainAccessQueries.find(domain.id, first.id)).toEqual(view);
      expect(await mailDomainAccessQueries.find(elsewhere.id, first.id)).toBeUndefined();
    });

    it('finds accesses by a part of a name or a verified address, and by role', async () => {
      await join(zoe, 'viewer');
      await join(abel, 'owner');
      await join(await addUser({ name: 'Bob', email: 'bob@b.fr', emailVerified: false }), 'administrator');
      await join(zoe, 'owner', 0, elsewhere);
      const order = [{ field: 'user__name', descending: false }] as const;
      const found = async (filter: MailDomainAccessFilter, size = 20, number = 1) => {
        const { total, items } = await mailDomainAccessQueries.page(domain.id, filter, {
          number,
          size,
          order,
        });
        return [total, ...items.map(({ user }) => user.name)];
      };
      expect(await found({ search: 'ZOE' })).toEqual([1, 'Zoé']);
      expect(await found({ search: 'a@b' })).toEqual([1, 'Abel']);
      expect(await found({ search: 'bob@b' })).toEqual([0]);
      expect(await found({ search: ['b.fr', 'abel'] })).toEqual([1, 'Abel']);
      expect(await found({ search: '%' })).toEqual([0]);
      expect(await found({ roles: ['owner', 'administrator'] })).toEqual([2, 'Abel', 'Bob']);
      expect(await found({ roles: ['owner', 'administrator'] }, 1, 2)).toEqual([2, 'Bob']);
      expect(await found({ roles: [] })).toEqual([0]);
      expect(await found({ search: 'b', roles: ['administrator'] })).toEqual([1, 'Bob']);
    });

    it('offers the active people of an organization who have no access, newest first', async () => {
      await join(abel, 'viewer');
      await join(zoe, 'viewer', 0, elsewhere);
      const bob = await addUser({ name: 'Bob', email: 'BOB@x.fr', createdAt: minutesLater(3) });
      await addUser({ isActive: false });
      await addUser({ organizationId: null });
      const offer = async (search: Searched, limit = 10) =>
        (await mailDomainAccessQueries.availableUsers(domain.id, { organizationId, search, limit })).map(
          ({ user }) => user.id,
        );
      expect(await offer('')).toEqual([bob.id, zoe.id]);
      expect(await offer('', 1)).toEqual([bob.id]);
      expect(await offer('zoe')).toEqual([zoe.id]);
      expect(await offer('bob@')).toEqual([bob.id]);
      expect(await offer('%')).toEqual([]);
      expect(await offer(['x.fr', 'BOB'])).toEqual([bob.id]);
      expect(await offer(['zoe', 'bob'])).toEqual([]);
      const filter = { organizationId, search: 'ZOÉ', limit: 10 };
      expect(await mailDomainAccessQueries.availableUsers(domain.id, filter)).toEqual([
        {
          user: asListedUser(zoe),
          organization: { id: organizationId, name: 'Évry', registrationIds: ['1'] },
        },
      ]);
    });

    it('keeps invitations: one an address and domain, newest first', async () => {
      const invitation = (given: Partial<MailDomainInvitation>) =>
        makeMailDomainInvitation({ mailDomainId: domain.id, issuerId: zoe.id, ...given });
      const store = (given: MailDomainInvitation) =>
        unitOfWork.run(({ mailDomainInvitations }) => mailDomainInvitations.insert(given));
      const first = invitation({});
      const second = invitation({ email: 'b@b.fr', role: 'owner', createdAt: minutesLater(1) });
      await store(first);
      await store(second);
      await expect(store(invitation({}))).rejects.toMatchObject({
        code: 'mail_domain_invitation.already_exists',
      });
      await store(invitation({ mailDomainId: elsewhere.id }));
      const order = [{ field: 'created_at', descending: true }] as const;
      const page = (number: number) =>
        mailDomainInvitationQueries.page(domain.id, { number, size: 1, order });
      expect(await page(1)).toEqual({ total: 2, items: [{ ...second, mail: null, mailReason: null }] });
      expect(await page(2)).toEqual({ total: 2, items: [{ ...first, mail: null, mailReason: null }] });
      expect(await mailDomainInvitationQueries.find(domain.id, first.id)).toEqual({
        ...first,
        mail: null,
        mailReason: null,
      });
      await tellOfMail(unitOfWork, first.id, async (told) => {
        expect(await mailDomainInvitationQueries.find(domain.id, first.id)).toEqual({ ...first, ...told });
        expect(await page(2)).toEqual({ total: 2, items: [{ ...first, ...told }] });
      });
      expect(await mailDomainInvitationQueries.find(elsewhere.id, first.id)).toBeUndefined();
      const refreshed = { ...first, expiresAt: minutesLater(500), updatedAt: minutesLater(3) };
      await unitOfWork.run(async ({ mailDomainInvitations }) => {
        await mailDomainInvitations.update(refreshed);
        expect(await mailDomainInvitations.find(domain.id, first.id)).toEqual(refreshed);
        expect(await mailDomainInvitations.find(elsewhere.id, first.id)).toBeUndefined();
        await mailDomainInvitations.deleteFor(domain.id, first.email);
        await mailDomainInvitations.delete(second.id);
      });
      expect(await page(1)).toEqual({ total: 0, items: [] });
      const others = { number: 1, size: 1, order };
      expect(await mailDomainInvitationQueries.page(elsewhere.id, others)).toMatchObject({ total: 1 });
    });

    it('locks a domain by its slug, so that of owners who leave at once one finds itself the last', async () => {
      for (let round = 0; round < 5; round += 1) {
        const mailDomain = makeMailDomain();
        await unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
        const accesses = [await join(zoe, 'owner', 0, mailDomain), await join(abel, 'owner', 0, mailDomain)];
        const leave = ({ id, userId }: (typeof accesses)[number]) =>
          unitOfWork.run(async ({ mailDomains, mailDomainAccesses }) => {
            expect(await mailDomains.lockBySlug(mailDomain.slug)).toEqual(mailDomain);
            const { owners } = await mailDomainAccesses.standing(mailDomain.id, userId);
            if (owners > 1) await mailDomainAccesses.delete(id);
            return owners;
          });
        expect((await Promise.all(accesses.map(leave))).sort()).toEqual([1, 2]);
      }
      const nowhere = await unitOfWork.run(({ mailDomains }) => mailDomains.lockBySlug('nowhere'));
      expect(nowhere).toBeUndefined();
    });
  });
