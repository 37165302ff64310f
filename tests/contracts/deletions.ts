import type { Repositories } from '../../src/application/unit-of-work.ts';
import type { Organization } from '../../src/domain/organization/organization.ts';
import type { User } from '../../src/domain/people/user.ts';
import type {
  MailboxId,
  MailDomainId,
  OrganizationId,
  RecoveryCodeId,
  TeamId,
} from '../../src/domain/shared/ids.ts';
import { makeTotp } from '../builders/make-authenticator.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeDriftLine } from '../builders/make-drift-line.ts';
import { makeEnrolmentLink } from '../builders/make-enrolment-link.ts';
import { makeFactorReset } from '../builders/make-factor-reset.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeMailLink } from '../builders/make-mail-link.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeMailboxBulkChange } from '../builders/make-mailbox-bulk-change.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeOrganizationClaim } from '../builders/make-organization-claim.ts';
import { makePasswordLink } from '../builders/make-password-link.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';

/** The effect of a removal on a row that refers to the removed one. */
type Fate = 'there' | 'gone' | 'released' | 'elsewhere';
/** Looks at each thing that hangs on a row. */
type Hanging = Readonly<Record<string, (stores: Repositories) => Promise<Fate>>>;

type Arranged = Readonly<{
  id: string;
  hanging: Hanging;
  remove: (stores: Repositories) => Promise<unknown>;
}>;

/** A row that a port removes. */
type Deletion = Readonly<{
  /** Stores one, with at least one row of each table that goes, or lets go, with it. */
  arrange: (stores: Repositories) => Promise<Arranged>;
  /** The effects on all rows that refer to it. */
  fate: Fate;
}>;

const isThere = (found: unknown): Fate => (found === undefined ? 'gone' : 'there');

async function addUser({ users }: Repositories): Promise<User> {
  const user = makeUser();
  await users.insertOrFind(user);
  return user;
}

/** What the owner of a mailbox proves a second factor with. */
async function hangFactors(
  { authenticators, recoveryCodes }: Repositories,
  mailboxId: MailboxId,
): Promise<Hanging> {
  await authenticators.insert(makeTotp({ mailboxId }));
  const id = mailboxId.replaceAll('-', '') as RecoveryCodeId;
  await recoveryCodes.replaceAllOf(mailboxId, [{ id, mailboxId, createdAt: minutesLater(0) }]);
  return {
    authenticator: async (now) => isThere((await now.authenticators.listOf(mailboxId))[0]),
    'recovery code': async (now) => isThere((await now.recoveryCodes.leftOf(mailboxId)) ?? undefined),
  };
}

async function hangOnMailDomain(stores: Repositories, mailDomainId: MailDomainId): Promise<Hanging> {
  const { id: userId } = await addUser(stores);
  const access = makeMailDomainAccess({ mailDomainId, userId });
  const invitation = makeMailDomainInvitation({ mailDomainId, issuerId: userId });
  const mailbox = makeMailbox({ mailDomainId, issuerId: userId });
  const bulkChange = makeMailboxBulkChange({ mailDomainId });
  await stores.mailboxBulkChanges.insert(bulkChange);
  const alias = makeMailAlias({ mailDomainId });
  const change = makeMailAliasChange({ mailDomainId });
  const line = makeDriftLine({ mailDomainId });
  const startedAt = minutesLater(1);
  await stores.mailDomainAccesses.insert(access);
  await stores.mailDomainInvitations.insert(invitation);
  await stores.mailboxes.insert(mailbox);
  const link = makeMailLink({ mailboxId: mailbox.id });
  await stores.mailLinks.insertMany([link]);
  const passwordLink = makePasswordLink({ mailboxId: mailbox.id });
  await stores.passwordLinks.insertMany([passwordLink]);
  const enrolmentLink = makeEnrolmentLink({ mailboxId: mailbox.id });
  await stores.enrolmentLinks.insert(enrolmentLink);
  await stores.factorResets.insert(makeFactorReset({ mailboxId: mailbox.id }));
  const setAt = minutesLater(1);
  await stores.secondFactorPolicies.put({ mailDomainId, requiredFrom: minutesLater(9), setAt });
  await stores.secondFactorPolicies.putNotice({
    mailDomainId,
    requiredFrom: minutesLater(9),
    begunAt: setAt,
    position: null,
    endedAt: null,
  });
  const factors = await hangFactors(stores, mailbox.id);
  await stores.mailAliases.insertIfAbsent(alias);
  await stores.mailAliasChanges.insertOrFind([change]);
  await stores.drift.saveRun({
    mailDomainId,
    startedAt,
    endedAt: null,
    state: 'running',
    failure: null,
    rows: 0,
    inconclusive: [],
  });
  await stores.drift.putLines(startedAt, [line]);
  return {
    access: async (now) => isThere(await now.mailDomainAccesses.find(mailDomainId, access.id)),
    invitation: async (now) => isThere(await now.mailDomainInvitations.findById(invitation.id)),
    mailbox: async (now) => isThere(await now.mailboxes.find(mailbox.id)),
    'link in a mail': async (now) => isThere(await now.mailLinks.find(link.id)),
    'link for a password': async (now) => isThere(await now.passwordLinks.find(passwordLink.id)),
    'link to enrol with': async (now) => isThere(await now.enrolmentLinks.find(enrolmentLink.id)),
    ...factors,
    'request for a reset': async (now) => isThere(await now.factorResets.findOf(mailbox.id)),
    'date of a second factor': async (now) => isThere(await now.secondFactorPolicies.find(mailDomainId)),
    'notice of that': async (now) => isThere(await now.secondFactorPolicies.findNotice(mailDomainId)),
    'change of many mailboxes': async (now) =>
      isThere(await now.mailboxBulkChanges.find(mailDomainId, bulkChange.id)),
    alias: async (now) => isThere(await now.mailAliases.find(mailDomainId, alias.id)),
    'change of an alias': async (now) => isThere(await now.mailAliasChanges.find(change.id)),
    comparison: async (now) => isThere(await now.drift.findRun(mailDomainId)),
    'line of a comparison': async (now) => isThere((await now.drift.lockLines(mailDomainId, [line.id]))[0]),
  };
}

async function hangOnTeam(stores: Repositories, teamId: TeamId, place: string): Promise<Hanging> {
  const { id: userId } = await addUser(stores);
  const access = makeTeamAccess({ teamId, userId });
  const invitation = makeTeamInvitation({ teamId, issuerId: userId });
  const webhook = makeTeamWebhook({ teamId });
  const provider = makeServiceProvider();
  await stores.teamAccesses.insert(access);
  await stores.teamInvitations.insert(invitation);
  await stores.webhooks.insert(webhook, null);
  await stores.serviceProviders.insert(provider);
  await stores.teams.replaceServiceProviders(teamId, [provider.id]);
  return {
    [`${place}: access`]: async (now) => isThere(await now.teamAccesses.find(teamId, access.id)),
    [`${place}: invitation`]: async (now) => isThere(await now.teamInvitations.findById(invitation.id)),
    [`${place}: webhook`]: async (now) => isThere(await now.webhooks.find(teamId, webhook.id)),
    [`${place}: service`]: async (now) => isThere((await now.teams.serviceProviderIds(teamId))[0]),
  };
}

async function hangOnOrganization(
  stores: Repositories,
  { id: organizationId, domains, registrationIds }: Organization,
  heir: OrganizationId,
): Promise<Hanging> {
  const { id: userId } = await addUser(stores);
  const access = makeOrganizationAccess({ organizationId, userId });
  const claim = makeOrganizationClaim({ organizationId, userId });
  const provider = makeServiceProvider();
  await stores.organizationAccesses.insert(access);
  await stores.organizationClaims.insert(claim);
  await stores.serviceProviders.insert(provider);
  await stores.serviceProviders.link(organizationId, provider.id);
  const fateOf = (owner: OrganizationId | undefined): Fate =>
    owner === organizationId ? 'there' : owner === heir ? 'elsewhere' : 'gone';
  const [domain = '', registrationId = ''] = [domains[0], registrationIds[0]];
  return {
    'e-mail domain': async (now) => fateOf((await now.organizations.findByDomain(domain))?.id),
    'registration id': async (now) =>
      fateOf((await now.organizations.findByRegistrationId(registrationId))?.id),
    access: async (now) => {
      const isIn = async (id: OrganizationId) => (await now.organizationAccesses.find(id, access.id)) && id;
      return fateOf((await isIn(organizationId)) ?? (await isIn(heir)));
    },
    claim: async (now) => fateOf((await now.organizationClaims.find(claim.id))?.organizationId),
    service: async (now) => {
      const isIn = async (id: OrganizationId) =>
        (await now.teams.offeredServiceProviders(id, [provider.id])).length > 0 ? id : undefined;
      return fateOf((await isIn(organizationId)) ?? (await isIn(heir)));
    },
  };
}

/** Every row that a port removes and that others refer to, by its table in PostgreSQL. */
export const DELETIONS: Readonly<
  Record<'mail_domain' | 'mailbox' | 'team' | 'organization' | 'contact', Deletion>
> = {
  mail_domain: {
    fate: 'gone',
    arrange: async (stores) => {
      const mailDomain = makeMailDomain();
      await stores.mailDomains.insert(mailDomain);
      return {
        id: mailDomain.id,
        hanging: await hangOnMailDomain(stores, mailDomain.id),
        remove: ({ mailDomains }) => mailDomains.delete(mailDomain.id),
      };
    },
  },
  mailbox: {
    fate: 'gone',
    arrange: async (stores) => {
      const mailDomain = makeMailDomain();
      const mailbox = makeMailbox({ mailDomainId: mailDomain.id });
      const link = makeMailLink({ mailboxId: mailbox.id });
      await stores.mailDomains.insert(mailDomain);
      await stores.mailboxes.insert(mailbox);
      await stores.mailLinks.insertMany([link]);
      const passwordLink = makePasswordLink({ mailboxId: mailbox.id });
      await stores.passwordLinks.insertMany([passwordLink]);
      const enrolmentLink = makeEnrolmentLink({ mailboxId: mailbox.id });
      await stores.enrolmentLinks.insert(enrolmentLink);
      await stores.factorResets.insert(makeFactorReset({ mailboxId: mailbox.id }));
      const factors = await hangFactors(stores, mailbox.id);
      return {
        id: mailbox.id,
        hanging: {
          'link in a mail': async (now) => isThere(await now.mailLinks.find(link.id)),
          'link for a password': async (now) => isThere(await now.passwordLinks.find(passwordLink.id)),
          'link to enrol with': async (now) => isThere(await now.enrolmentLinks.find(enrolmentLink.id)),
          'request for a reset': async (now) => isThere(await now.factorResets.findOf(mailbox.id)),
          ...factors,
        },
        remove: ({ mailboxes }) => mailboxes.delete(mailbox.id),
      };
    },
  },
  team: {
    fate: 'gone',
    arrange: async (stores) => {
      const team = makeTeam();
      const below = makeTeam({ path: `${team.path}00001` });
      await stores.teams.insert(team);
      await stores.teams.insert(below);
      return {
        id: team.id,
        hanging: {
          'team below': async (now) => isThere(await now.teams.find(below.id)),
          ...(await hangOnTeam(stores, team.id, 'at the top')),
          ...(await hangOnTeam(stores, below.id, 'below')),
        },
        remove: ({ teams }) => teams.deleteSubtree(team.path),
      };
    },
  },
  organization: {
    fate: 'elsewhere',
    arrange: async (stores) => {
      const heir = makeOrganization();
      const { id, ...given } = makeOrganization();
      const organization = { id, ...given, domains: [`${id}.fr`] };
      await stores.organizations.insert(heir);
      await stores.organizations.insert(organization);
      return {
        id,
        hanging: await hangOnOrganization(stores, organization, heir.id),
        remove: async ({ organizationMerges }) => {
          await organizationMerges.lockWhole([heir.id, id]);
          await organizationMerges.absorb(heir.id, id, minutesLater(1));
        },
      };
    },
  },
  contact: {
    fate: 'released',
    arrange: async (stores) => {
      const { id: ownerId } = await addUser(stores);
      const contact = makeContact();
      const own = makeContact({ ownerId, overrideId: contact.id });
      await stores.contacts.insert(contact);
      await stores.contacts.insert(own);
      return {
        id: contact.id,
        hanging: {
          'contact that overrides it': async ({ contacts }) => {
            const found = await contacts.find(own.id);
            if (found === undefined) return 'gone';
            return found.contact.overrideId === contact.id ? 'there' : 'released';
          },
        },
        remove: ({ contacts }) => contacts.delete(contact.id),
      };
    },
  },
};
