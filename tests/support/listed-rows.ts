import type { Pool } from 'pg';
import type { UnitOfWork } from '../../src/application/unit-of-work.ts';
import { BY_JOB } from '../../src/domain/audit/audit-entry.ts';
import { withWanted } from '../../src/domain/mailbox/mailbox-change.ts';
import { makeAccountService } from '../builders/make-account-service.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeDriftLine } from '../builders/make-drift-line.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOpenidClient } from '../builders/make-openid-client.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeOrganizationClaim } from '../builders/make-organization-claim.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { CREATED_AT } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { done } from '../builders/provisioned.ts';
import { seedPostgres } from './seed-postgres.ts';

/** A mailbox that works, and waits for the mail service. */
const WAITING = done({ change: withWanted(null, { resetsPassword: true }, CREATED_AT) });

/** Soon after these tests, as their clock has it. */
const ENDS_SOON = new Date('2026-11-24T10:00:00.000Z');

/** Later than all events of these tests. */
const FAR_AHEAD = new Date('2100-01-01T00:00:00.000Z');

/** Rows of every list that one person may see, the same number in each: a new list needs its rows here. */
export function listedRows(pool: Pool, unitOfWork: UnitOfWork) {
  const organization = makeOrganization();
  const viewer = makeUser({ organizationId: organization.id, isStaff: true, isSuperuser: true });
  const team = makeTeam({ organizationId: organization.id, isVisibleAllServices: true });
  const mailDomain = makeMailDomain({ organizationId: organization.id, status: 'enabled' });
  const service = makeServiceProvider();
  const mailbox = makeMailbox({ mailDomainId: mailDomain.id, provisioned: WAITING });
  const webhook = makeTeamWebhook({ teamId: team.id });
  const seed = seedPostgres(pool);
  const sessionClients: string[] = [];

  const begin = () =>
    unitOfWork.run(async ({ organizations, users, teams, teamAccesses, mailDomains, mailDomainAccesses }) => {
      await organizations.insertOrFind(organization);
      await users.insertOrFind(viewer);
      await teams.insert(team);
      await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: viewer.id, role: 'owner' }));
      await mailDomains.insert(mailDomain);
      await mailDomainAccesses.insertIfAbsent(
        makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: viewer.id, role: 'owner' }),
      );
    });

  /** Adds one more row of each kind, except those that `begin` creates. */
  const addFurther = (number: number) =>
    unitOfWork.run(async ({ organizations, users, teams, teamAccesses, mailDomains, mailDomainAccesses }) => {
      const colleague = makeUser({ organizationId: organization.id });
      // From another organization, so that colleagues remain who can be given access to the domain.
      const stranger = makeUser();
      const further = makeTeam({
        organizationId: organization.id,
        name: `Team ${number}`,
        isVisibleAllServices: true,
      });
      const domain = makeMailDomain({ organizationId: organization.id });
      await pool.query(
        `INSERT INTO session (key_hash, user_id, sub, data, created_at, expires_at)
         VALUES (sha256($1::text::bytea), $2, $3, '{}', now(), $4)`,
        [`session ${number}`, viewer.id, viewer.sub, FAR_AHEAD],
      );
      await organizations.insert(makeOrganization());
      await users.insertOrFind(colleague);
      await users.insertOrFind(stranger);
      await teams.insert(further);
      await teamAccesses.insert(makeTeamAccess({ teamId: further.id, userId: viewer.id, role: 'owner' }));
      await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: colleague.id }));
      await mailDomains.insert(domain);
      await mailDomainAccesses.insertIfAbsent(
        makeMailDomainAccess({ mailDomainId: domain.id, userId: viewer.id, role: 'owner' }),
      );
      await mailDomainAccesses.insertIfAbsent(
        makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: stranger.id }),
      );
    });

  const addToAdministration = () =>
    unitOfWork.run(async ({ users, organizationAccesses, organizationClaims, placements, audit }) => {
      const somebody = makeUser();
      const about = { organizationId: organization.id, userId: somebody.id };
      await users.insertOrFind(somebody);
      await organizationAccesses.insert(makeOrganizationAccess(about));
      await organizationClaims.insert(makeOrganizationClaim(about));
      await placements.putDiscrepancy({
        userId: about.userId,
        registrationId: '9',
        status: 'open',
        settledBy: null,
        createdAt: CREATED_AT,
        updatedAt: CREATED_AT,
      });
      await audit.append(BY_JOB, {
        at: CREATED_AT,
        action: 'mail_alias.created',
        objectId: newId(),
        label: `contact@${mailDomain.name}`,
        organizationId: organization.id,
      });
    });

  const addEverywhere = async (number: number) => {
    await unitOfWork.run(
      async ({
        contacts,
        mailboxes,
        mailAliases,
        users,
        webhooks,
        webhookDeliveries,
        drift,
        accountServices,
        outgoingMails,
        openidClients,
      }) => {
        const client = makeOpenidClient();
        await openidClients.insert(client);
        await mailboxes.insert(
          number === 0 ? mailbox : makeMailbox({ mailDomainId: mailDomain.id, provisioned: WAITING }),
        );
        sessionClients.push(client.clientId);
        await outgoingMails.insert({ ...makeOutgoingMail(), status: 'refused' });
        await drift.putLines(CREATED_AT, [makeDriftLine({ mailDomainId: mailDomain.id })]);
        const joiner = makeUser();
        await users.insertOrFind(joiner);
        await webhooks.insert(number === 0 ? webhook : makeTeamWebhook({ teamId: team.id }), null);
        // The first webhook gets an event each time, later ones from then on.
        await webhookDeliveries.queueChange({
          teamId: team.id,
          userId: joiner.id,
          operation: 'add',
          at: CREATED_AT,
        });
        await accountServices.insert(makeAccountService());
        await contacts.insert(makeContact({ ownerId: viewer.id }));
        await mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: mailDomain.id }));
      },
    );
    await pool.query(
      `INSERT INTO openid_record (id, model, uid, mailbox_id, expires_at, sealed_payload, signed_in_at, clients)
       VALUES ($1, 'Session', $1, $2, $3, '', now(), $4)`,
      [
        `session ${number}`,
        mailbox.id,
        FAR_AHEAD,
        JSON.stringify([{ clientId: sessionClients.at(-1), sid: null }]),
      ],
    );
    await addToAdministration();
    const elsewhere = makeTeam();
    await unitOfWork.run(({ teams }) => teams.insert(elsewhere));
    await seed.teamInvitation(
      makeTeamInvitation({
        teamId: elsewhere.id,
        issuerId: viewer.id,
        email: viewer.email ?? '',
        expiresAt: FAR_AHEAD,
      }),
    );
    await seed.serviceProvider(number === 0 ? service : makeServiceProvider(), [organization.id]);
    if (number === 0) {
      await pool.query('INSERT INTO team_service_provider (team_id, service_provider_id) VALUES ($1, $2)', [
        team.id,
        service.id,
      ]);
    }
    const email = `invited-${number}@commune.example`;
    await seed.teamInvitation(
      makeTeamInvitation({ teamId: team.id, issuerId: viewer.id, email, expiresAt: FAR_AHEAD }),
    );
    await seed.mailDomainInvitation(
      makeMailDomainInvitation({
        mailDomainId: mailDomain.id,
        issuerId: viewer.id,
        email,
        expiresAt: ENDS_SOON,
      }),
    );
  };

  let present = 0;
  return {
    organization,
    viewer,
    team,
    mailDomain,
    mailbox,
    webhook,
    /** A service that may see every team. */
    service,
    /** Adds rows until there are `total` of each kind. */
    fill: async (total: number): Promise<void> => {
      for (; present < total; present += 1) {
        await (present === 0 ? begin() : addFurther(present));
        await addEverywhere(present);
      }
    },
  };
}
