import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Repositories } from '../../src/application/unit-of-work.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { takeAll } from './take-all.ts';

const WRITTEN = 'ana@Évry-Test.FR';
const STORED = 'ana@xn--vry-test-90a.fr';

/** Domains, alone and in addresses, are stored as DNS has them, whatever is written, and found by each spelling. */
export const oneSpellingContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`one spelling contract: ${name}`, async () => {
    const { unitOfWork, seed, reset, close } = await open();
    const inStores = <T>(work: (stores: Repositories) => Promise<T>) => unitOfWork.run(work);
    const user = makeUser({ email: WRITTEN });
    const team = makeTeam();
    const domain = makeMailDomain({ name: 'Évry-Test.fr', slug: 'evry', supportEmail: WRITTEN });
    const place = { mailDomainId: domain.id, issuerId: user.id };

    beforeEach(async () => {
      await reset();
      await seed.team(team);
      await inStores(async ({ users, mailDomains }) => {
        await users.insertOrFind(user);
        await mailDomains.insert(domain);
      });
    });
    afterAll(close);

    it('of people', async () => {
      await inStores(async ({ users }) => {
        const stored = { ...user, email: STORED };
        expect(await users.find(user.id)).toEqual(stored);
        for (const spelling of [WRITTEN, STORED, 'ANA@e\u0301vry-test.fr']) {
          expect(await users.findActiveByEmail(spelling)).toEqual([stored]);
          expect(await users.listByEmail(spelling)).toEqual([stored]);
        }
        await users.update({ ...user, email: 'Ana@ÇA.fr' });
        expect((await users.find(user.id))?.email).toBe('Ana@xn--a-5fa.fr');
      });
    });

    it('of organizations', async () => {
      await inStores(async ({ organizations }) => {
        const made = await organizations.insertOrFind(makeOrganization({ domains: ['Évry.fr', 'evry.fr'] }));
        const domains = ['xn--vry-9la.fr', 'evry.fr'];
        expect((await organizations.find(made.id))?.domains).toEqual(domains);
        for (const spelling of ['évry.fr', 'xn--vry-9la.fr']) {
          expect((await organizations.findByDomain(spelling))?.id).toBe(made.id);
        }
        const other = await organizations.insertOrFind(
          makeOrganization({ domains: ['ÉVRY.fr'], registrationIds: [] }),
        );
        expect(other.id).toBe(made.id);
        await organizations.replaceIdentifiers(made.id, { registrationIds: [], domains: ['ça.fr'] });
        expect((await organizations.find(made.id))?.domains).toEqual(['xn--a-5fa.fr']);
      });
    });

    it('of mail domains and mailboxes', async () => {
      const mailbox = makeMailbox({ mailDomainId: domain.id, secondaryEmail: WRITTEN });
      await inStores(async ({ mailDomains, mailboxes }) => {
        const found = await mailDomains.find(domain.id);
        expect(found).toMatchObject({ name: 'xn--vry-test-90a.fr', supportEmail: STORED });
        await mailboxes.insert(mailbox);
        expect((await mailboxes.lock(mailbox.id))?.secondaryEmail).toBe(STORED);
        await mailboxes.update({ ...mailbox, secondaryEmail: 'x@Ça.fr' });
        expect((await mailboxes.lock(mailbox.id))?.secondaryEmail).toBe('x@xn--a-5fa.fr');
      });
    });

    it('of aliases, and of what is to become of them', async () => {
      const alias = makeMailAlias({ mailDomainId: domain.id, localPart: 'contact', destination: WRITTEN });
      const change = makeMailAliasChange({
        mailDomainId: domain.id,
        localPart: 'contact',
        destination: WRITTEN,
      });
      await inStores(async ({ mailAliases, mailAliasChanges }) => {
        await mailAliases.insertIfAbsent(alias);
        await mailAliases.insertIfAbsent(
          makeMailAlias({ mailDomainId: domain.id, localPart: 'contact', destination: STORED }),
        );
        await mailAliases.insertIfAbsent(
          makeMailAlias({ mailDomainId: domain.id, localPart: 'contact', destination: 'Ana@évry-test.fr' }),
        );
        const stored = await mailAliases.listByLocalPart(domain.id, 'contact');
        expect(stored.map(({ destination }) => destination)).toEqual(['Ana@xn--vry-test-90a.fr', STORED]);
        for (const spelling of ['Contact@évry-test.fr', 'contact@xn--vry-test-90a.fr']) {
          expect(await mailAliases.destinationsOf([spelling])).toEqual(['Ana@xn--vry-test-90a.fr', STORED]);
        }
        expect(await mailAliases.remove(domain.id, 'contact', WRITTEN)).toBe(1);
        await mailAliasChanges.insertOrFind([change]);
        expect((await mailAliasChanges.find(change.id))?.destination).toBe(STORED);
      });
    });

    it('of invitations', async () => {
      const toTeam = makeTeamInvitation({ teamId: team.id, issuerId: user.id, email: 'ana@évry-test.fr' });
      const toDomain = makeMailDomainInvitation({ ...place, email: 'ana@évry-test.fr' });
      await inStores(async ({ teamInvitations, mailDomainInvitations, invitations }) => {
        await teamInvitations.insert(toTeam);
        await mailDomainInvitations.insert(toDomain);
        expect((await teamInvitations.findById(toTeam.id))?.email).toBe(STORED);
        expect((await mailDomainInvitations.findById(toDomain.id))?.email).toBe(STORED);
        await teamInvitations.deleteFor(team.id, 'ana@ÉVRY-test.fr');
        await mailDomainInvitations.deleteFor(domain.id, STORED);
        expect(await takeAll(invitations, WRITTEN, minutesLater(1))).toEqual([]);
        await teamInvitations.insert(toTeam);
        await mailDomainInvitations.insert(toDomain);
        expect(await takeAll(invitations, WRITTEN, minutesLater(1))).toHaveLength(2);
      });
    });

    it('of invitations: one an address and place', async () => {
      const email = 'ana@évry-test.fr';
      await inStores(({ teamInvitations }) =>
        teamInvitations.insert(makeTeamInvitation({ teamId: team.id, issuerId: user.id, email })),
      );
      const again = makeTeamInvitation({ teamId: team.id, issuerId: user.id, email: STORED });
      await expect(inStores(({ teamInvitations }) => teamInvitations.insert(again))).rejects.toMatchObject({
        code: 'team_invitation.already_exists',
      });
    });
  });
