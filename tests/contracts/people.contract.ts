import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvitationGrant } from '../../src/domain/invitation/invitation.ts';
import type { MailDomainAccess } from '../../src/domain/mail-domain/mail-domain-access.ts';
import type { Contact } from '../../src/domain/people/contact.ts';
import type { TeamAccess } from '../../src/domain/team/team-access.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { takeAll } from './take-all.ts';

/** What surrounds a person: contacts, invitations, accesses. */
export const peopleContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`contact, invitation and access contract: ${name}`, async () => {
    const { unitOfWork, receivedInvitationQueries, personQueries, seed, reset, close } = await open();
    const user = makeUser();
    const other = makeUser();
    const team = makeTeam();
    const mailDomain = makeMailDomain();
    const [teamId, mailDomainId, issuerId] = [team.id, mailDomain.id, user.id];

    beforeEach(async () => {
      await reset();
      await seed.team(team);
      await unitOfWork.run(async ({ users, mailDomains }) => {
        await users.insertOrFind(user);
        await users.insertOrFind(other);
        await mailDomains.insert(mailDomain);
      });
    });
    afterAll(close);

    describe('contacts', () => {
      const insert = (contact: Contact) => unitOfWork.run(({ contacts }) => contacts.insert(contact));
      const findProfile = (id = user.id) => unitOfWork.run(({ contacts }) => contacts.findProfile(id));
      const profile = makeContact({
        shortName: 'Cam',
        notes: 'Line one\nline two',
        data: {
          emails: [{ type: 'Work', value: 'camille@commune.example' }],
          customFields: { a: 1, b: null },
        },
        ownerId: user.id,
        userId: user.id,
        updatedAt: minutesLater(1),
      });

      it('returns the profile, field for field', async () => {
        const shared = makeContact();
        await insert(shared);
        await insert(profile);
        expect(await findProfile()).toEqual(profile);
        const overriding = makeContact({ ownerId: other.id, userId: other.id, overrideId: shared.id });
        await insert(overriding);
        expect(await findProfile(other.id)).toEqual(overriding);
      });

      it('answers undefined for a user without profile, even one who owns contacts', async () => {
        await insert(makeContact({ ownerId: user.id }));
        await insert(makeContact());
        expect(await findProfile()).toBeUndefined();
        expect(await findProfile(newId())).toBeUndefined();
      });

      it('gives a user one profile, also to concurrent writers', async () => {
        const profiles = Array.from({ length: 4 }, () => makeContact({ ownerId: user.id, userId: user.id }));
        const results = await Promise.allSettled(profiles.map(insert));
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const winner = profiles[results.findIndex(({ status }) => status === 'fulfilled')];
        expect(await findProfile()).toEqual(winner);
      });

      it('lets an owner override a contact once', async () => {
        const shared = makeContact();
        await insert(shared);
        await insert(makeContact({ ownerId: user.id, overrideId: shared.id }));
        await insert(makeContact({ ownerId: other.id, overrideId: shared.id }));
        await insert(makeContact({ ownerId: user.id }));
        await insert(makeContact({ ownerId: user.id }));
        await expect(insert(makeContact({ ownerId: user.id, overrideId: shared.id }))).rejects.toThrow(Error);
      });

      it('refuses owners and overridden contacts that do not exist', async () => {
        await expect(insert(makeContact({ ownerId: newId() }))).rejects.toThrow(Error);
        await expect(insert(makeContact({ ownerId: user.id, overrideId: newId() }))).rejects.toThrow(Error);
      });

      it('does not see later changes of what it was given or what it gave', async () => {
        const data = { emails: [{ value: 'before' }] };
        await insert({ ...profile, data });
        data.emails.length = 0;
        const found = await findProfile();
        expect(found?.data).toEqual({ emails: [{ value: 'before' }] });
        (found?.data['emails'] as unknown[]).length = 0;
        expect((await findProfile())?.data).toEqual({ emails: [{ value: 'before' }] });
      });
    });

    describe('invitations', () => {
      const email = 'invited@commune.example';
      const take = (address = email, at = minutesLater(0)) =>
        unitOfWork.run(({ invitations }) => takeAll(invitations, address, at));
      const teamGrant: InvitationGrant = {
        kind: 'team',
        teamId,
        role: 'administrator',
        label: team.name,
        organizationId: null,
      };
      const domainGrant: InvitationGrant = {
        kind: 'mail_domain',
        mailDomainId,
        role: 'owner',
        label: mailDomain.name,
        organizationId: null,
      };
      const invite = async (expiresAt = minutesLater(60)) => {
        await seed.teamInvitation(
          makeTeamInvitation({ email, teamId, issuerId, role: 'administrator', expiresAt }),
        );
        await seed.mailDomainInvitation(
          makeMailDomainInvitation({ email, mailDomainId, issuerId, role: 'owner', expiresAt }),
        );
      };

      it('takes all that were sent to the address, whatever its letter case, once', async () => {
        await invite();
        const second = makeTeam({ name: 'Voirie' });
        await seed.team(second);
        await seed.teamInvitation(makeTeamInvitation({ email, teamId: second.id, issuerId }));
        const grants = await take('INVITED@Commune.Example');
        expect(grants).toHaveLength(3);
        expect(grants).toEqual(
          expect.arrayContaining([
            teamGrant,
            domainGrant,
            { kind: 'team', teamId: second.id, role: 'member', label: 'Voirie', organizationId: null },
          ]),
        );
        expect(await take()).toEqual([]);
      });

      it('lists them with their dates, and takes the one with an id alone', async () => {
        await invite();
        const listed = await receivedInvitationQueries.listValid('INVITED@Commune.Example', minutesLater(0));
        const dates = { createdAt: expect.any(Date), expiresAt: minutesLater(60), id: expect.any(String) };
        expect(listed).toHaveLength(2);
        expect(listed).toEqual(
          expect.arrayContaining([
            { ...teamGrant, ...dates },
            { ...domainGrant, ...dates },
          ]),
        );
        expect(await receivedInvitationQueries.listValid(email, minutesLater(60))).toEqual([]);
        expect(await receivedInvitationQueries.listValid('other@commune.example', minutesLater(0))).toEqual(
          [],
        );
        const id = listed.find(({ kind }) => kind === 'mail_domain')?.id;
        if (!id) throw new Error('it was listed');
        await unitOfWork.run(async ({ invitations }) => {
          expect(await invitations.takeValid(id, 'other@commune.example', minutesLater(0))).toBeUndefined();
          expect(await invitations.takeValid(id, email, minutesLater(60))).toBeUndefined();
          expect(await invitations.takeValid(id, email, minutesLater(0))).toEqual(domainGrant);
          expect(await invitations.takeValid(id, email, minutesLater(0))).toBeUndefined();
        });
        expect(await take()).toEqual([teamGrant]);
      });

      it('leaves those of other addresses', async () => {
        await invite();
        expect(await take('somebody.else@commune.example')).toEqual([]);
        expect(await take('nvited@commune.example')).toEqual([]);
        expect(await take()).toHaveLength(2);
      });

      it('leaves expired ones, and takes those that last a moment more', async () => {
        await invite(minutesLater(60));
        const lastMoment = new Date(minutesLater(60).getTime() - 1);
        expect(await take(email, minutesLater(61))).toEqual([]);
        expect(await take(email, minutesLater(60))).toEqual([]);
        expect(await take(email, lastMoment)).toHaveLength(2);
      });

      it('puts them back when the transaction is rolled back', async () => {
        await invite();
        const attempt = unitOfWork.run(async ({ invitations }) => {
          expect(await takeAll(invitations, email, minutesLater(0))).toHaveLength(2);
          throw new Error('changed my mind');
        });
        await expect(attempt).rejects.toThrow('changed my mind');
        expect(await take()).toHaveLength(2);
      });

      it('grants each to exactly one of several concurrent takers', async () => {
        await invite();
        const grants = (await Promise.all(Array.from({ length: 6 }, () => take()))).flat();
        expect(grants).toHaveLength(2);
        expect(grants).toEqual(expect.arrayContaining([teamGrant, domainGrant]));
      });
    });

    describe('accesses', () => {
      const grantTeam = (access: TeamAccess) =>
        unitOfWork.run(({ teamAccesses }) => teamAccesses.insertIfAbsent(access));
      const grantDomain = (access: MailDomainAccess) =>
        unitOfWork.run(({ mailDomainAccesses }) => mailDomainAccesses.insertIfAbsent(access));
      const roleOf = async (userId = user.id) =>
        (await unitOfWork.run(({ mailDomains }) => mailDomains.findBySlugFor(mailDomain.slug, userId)))?.role;
      const managesTeam = async () => (await personQueries.find(user.id))?.managesTeam;

      it('stores an access to a domain, and leaves one that is there alone', async () => {
        await grantDomain(makeMailDomainAccess({ mailDomainId, userId: user.id, role: 'administrator' }));
        await grantDomain(makeMailDomainAccess({ mailDomainId, userId: user.id, role: 'owner' }));
        expect(await roleOf()).toBe('administrator');
        expect(await roleOf(other.id)).toBeUndefined();
        await grantDomain(makeMailDomainAccess({ mailDomainId, userId: other.id, role: 'viewer' }));
        expect(await roleOf(other.id)).toBe('viewer');
      });

      it('stores an access to a team, and leaves one that is there alone', async () => {
        await grantTeam(makeTeamAccess({ teamId, userId: other.id, role: 'owner' }));
        await grantTeam(makeTeamAccess({ teamId, userId: user.id, role: 'member' }));
        await grantTeam(makeTeamAccess({ teamId, userId: user.id, role: 'owner' }));
        expect(await managesTeam()).toBe(false);
        const second = makeTeam();
        await seed.team(second);
        await grantTeam(makeTeamAccess({ teamId: second.id, userId: user.id, role: 'owner' }));
        expect(await managesTeam()).toBe(true);
      });

      it('keeps one of several concurrent accesses, and fails none', async () => {
        const roles = ['viewer', 'administrator', 'owner', 'viewer', 'administrator', 'owner'] as const;
        await Promise.all(
          roles.map((role) => grantDomain(makeMailDomainAccess({ mailDomainId, userId: user.id, role }))),
        );
        expect(roles).toContain(await roleOf());
      });

      it('refuses accesses of or to what does not exist', async () => {
        await expect(grantTeam(makeTeamAccess({ teamId: newId(), userId: user.id }))).rejects.toThrow(Error);
        await expect(grantTeam(makeTeamAccess({ teamId, userId: newId() }))).rejects.toThrow(Error);
        await expect(
          grantDomain(makeMailDomainAccess({ mailDomainId: newId(), userId: user.id })),
        ).rejects.toThrow(Error);
        await expect(grantDomain(makeMailDomainAccess({ mailDomainId, userId: newId() }))).rejects.toThrow(
          Error,
        );
      });
    });
  });
