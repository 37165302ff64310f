import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureRoom } from '../../src/application/shared/ensure-room.ts';
import type { Counted } from '../../src/application/shared/stored-counts.ts';
import type { Repositories } from '../../src/application/unit-of-work.ts';
import type { MailAliasChangeId, UserId } from '../../src/domain/shared/ids.ts';
import { type BoundedKind, STORED_BOUNDS } from '../../src/domain/shared/stored-bounds.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** What bounds how many rows there are below another. */
export const storedCountsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`stored counts contract: ${name}`, async () => {
    const { unitOfWork, seed, reset, close } = await open();
    const organization = makeOrganization();
    const owner = makeUser({ organizationId: organization.id });
    const team = makeTeam({ organizationId: organization.id });
    const mailDomain = makeMailDomain({ organizationId: organization.id });
    const LOCAL_PART = 'contact';

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users, teams, mailDomains }) => {
        await organizations.insertOrFind(organization);
        await users.insertOrFind(owner);
        await teams.insert(team);
        await mailDomains.insert(mailDomain);
      });
    });
    afterAll(close);

    const newUser = async ({ users }: Pick<Repositories, 'users'>) => {
      const user = makeUser();
      await users.insertOrFind(user);
      return user.id;
    };
    const inTransaction = (write: (repositories: Repositories) => Promise<unknown>) => async () => {
      await unitOfWork.run(write);
    };

    /** One domain that waits for that owner, and others that do not count: of others, or proven. */
    const addDomainsOf = async (stores: Repositories, userId: UserId) => {
      const stranger = await newUser(stores);
      for (const [owned, role, status] of [
        [userId, 'owner', 'action_required'],
        [userId, 'owner', 'enabled'],
        [userId, 'owner', 'disabled'],
        [userId, 'viewer', 'pending'],
        [stranger, 'owner', 'pending'],
      ] as const) {
        const domain = makeMailDomain({ status });
        await stores.mailDomains.insert(domain);
        await stores.mailDomainAccesses.insert(
          makeMailDomainAccess({ mailDomainId: domain.id, userId: owned, role }),
        );
      }
    };

    /** How to store one more row of each kind, and its parent. */
    const KINDS: Readonly<Record<BoundedKind, { id: string; name?: string; add: () => Promise<void> }>> = {
      contacts_of_owner: {
        id: owner.id,
        add: inTransaction(({ contacts }) => contacts.insert(makeContact({ ownerId: owner.id }))),
      },
      teams_of_owner: {
        id: owner.id,
        add: inTransaction(async ({ teams, teamAccesses }) => {
          const [owned, joined] = [makeTeam(), makeTeam()];
          await teams.insert(owned);
          await teams.insert(joined);
          await teamAccesses.insert(makeTeamAccess({ teamId: owned.id, userId: owner.id, role: 'owner' }));
          await teamAccesses.insert(makeTeamAccess({ teamId: joined.id, userId: owner.id, role: 'member' }));
        }),
      },
      pending_domains_of_organization: {
        id: organization.id,
        add: inTransaction(async (stores) => {
          const colleague = makeUser({ organizationId: organization.id });
          await stores.users.insertOrFind(colleague);
          await addDomainsOf(stores, colleague.id);
        }),
      },
      pending_domains_of_owner: {
        id: owner.id,
        add: inTransaction((stores) => addDomainsOf(stores, owner.id)),
      },
      accesses_of_team: {
        id: team.id,
        add: inTransaction(async (stores) => {
          const userId = await newUser(stores);
          await stores.teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId }));
        }),
      },
      invitations_to_team: {
        id: team.id,
        add: () =>
          seed.teamInvitation(
            makeTeamInvitation({ teamId: team.id, issuerId: owner.id, email: `${newId()}@evry.fr` }),
          ),
      },
      webhooks_of_team: {
        id: team.id,
        add: inTransaction(({ webhooks }) => webhooks.insert(makeTeamWebhook({ teamId: team.id }), null)),
      },
      accesses_to_mail_domain: {
        id: mailDomain.id,
        add: inTransaction(async (stores) => {
          const userId = await newUser(stores);
          const access = makeMailDomainAccess({ mailDomainId: mailDomain.id, userId });
          await stores.mailDomainAccesses.insertIfAbsent(access);
        }),
      },
      invitations_to_mail_domain: {
        id: mailDomain.id,
        add: () =>
          seed.mailDomainInvitation(
            makeMailDomainInvitation({
              mailDomainId: mailDomain.id,
              issuerId: owner.id,
              email: `${newId()}@evry.fr`,
            }),
          ),
      },
      administrators_of_organization: {
        id: organization.id,
        add: inTransaction(async (stores) => {
          const userId = await newUser(stores);
          const access = makeOrganizationAccess({ organizationId: organization.id, userId });
          await stores.organizationAccesses.insert(access);
        }),
      },
      services_of_organization: {
        id: organization.id,
        add: () => seed.serviceProvider(makeServiceProvider(), [organization.id]),
      },
      destinations_of_alias: {
        id: mailDomain.id,
        name: LOCAL_PART,
        add: inTransaction(({ mailAliases }) =>
          mailAliases.insertIfAbsent(
            makeMailAlias({
              mailDomainId: mailDomain.id,
              localPart: LOCAL_PART,
              destination: `${newId()}@evry.fr`,
            }),
          ),
        ),
      },
    };
    const CASES = Object.entries(KINDS) as [BoundedKind, (typeof KINDS)[BoundedKind]][];
    const rowsOf = (kind: BoundedKind): Counted => {
      const { id, name: further } = KINDS[kind];
      return further === undefined ? { kind, id } : { kind, id, name: further };
    };
    const count = (rows: Counted, upTo = 10) =>
      unitOfWork.run(({ storedCounts }) => storedCounts.count(rows, upTo));

    it.each(CASES)('counts %s, of that person alone, and no further than asked', async (kind, { add }) => {
      const rows = rowsOf(kind);
      expect(await count(rows)).toBe(0);
      for (const total of [1, 2, 3]) {
        await add();
        expect(await count(rows)).toBe(total);
      }
      expect(await count(rows, 2)).toBe(2);
      expect(await count({ ...rows, id: newId() })).toBe(0);
      if (rows.name !== undefined) expect(await count({ ...rows, name: 'other' })).toBe(0);
    });

    it.each(CASES)('of %s there is room up to the bound', async (kind, { add }) => {
      const rows = rowsOf(kind);
      await add();
      await unitOfWork.run((stores) => ensureRoom(stores, rows, 2));
      await add();
      await expect(unitOfWork.run((stores) => ensureRoom(stores, rows, 2))).rejects.toMatchObject({
        code: 'list.full',
        params: { field: STORED_BOUNDS[kind].field, max: '2' },
      });
      await unitOfWork.run((stores) => ensureRoom(stores, rows));
    });

    it('counts an alias once, and those that are yet to be', async () => {
      const rows = rowsOf('destinations_of_alias');
      const about = { mailDomainId: mailDomain.id, localPart: LOCAL_PART };
      const change = (destination: string) =>
        makeMailAliasChange({ ...about, id: newId<MailAliasChangeId>(), kind: 'creation', destination });
      await unitOfWork.run(async ({ mailAliases, mailAliasChanges }) => {
        await mailAliases.insertIfAbsent(makeMailAlias({ ...about, destination: 'a@evry.fr' }));
        await mailAliasChanges.insertOrFind([change('a@evry.fr')]);
        await mailAliasChanges.insertOrFind([change('b@evry.fr')]);
        await mailAliasChanges.insertOrFind([
          {
            ...change('c@evry.fr'),
            progress: { state: 'refused', code: 'alias.refused', params: {} },
          },
        ]);
      });
      expect(await count(rows)).toBe(2);
    });

    it('lets one of many have the last place', async () => {
      const rows = rowsOf('contacts_of_owner');
      const attempts = Array.from({ length: 12 }, () =>
        unitOfWork.run(async (stores) => {
          await ensureRoom(stores, rows, 4);
          await stores.contacts.insert(makeContact({ ownerId: owner.id }));
        }),
      );
      const outcomes = await Promise.allSettled(attempts);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'list.full' });
      }
      expect(await count(rows)).toBe(4);
    });
  });
