import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Authenticator } from '../../../src/domain/identity/authenticator.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../src/domain/mail-domain/mail-domain-access.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { User } from '../../../src/domain/people/user.ts';
import type { MailboxId, RecoveryCodeId } from '../../../src/domain/shared/ids.ts';
import { makeTotp } from '../../builders/make-authenticator.ts';
import type { GivenOfMailbox } from '../../builders/make-mailbox.ts';
import { makeOpenidRecord } from '../../builders/make-openid-record.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld } from '../../support/use-case-world.ts';

export type SecondFactorWorld = Awaited<ReturnType<typeof openSecondFactorWorld>>;

/** A use case world with domains whose owners of mailboxes have an identity. */
export async function openSecondFactorWorld(settings: Parameters<typeof openUseCaseWorld>[0] = {}) {
  const world = await openUseCaseWorld(settings);
  const addDomain = async (name: string): Promise<MailDomain> => {
    const organization = makeOrganization({ name });
    await world.addOrganization(organization);
    const slug = name.replace('.', '');
    return world.addMailDomain({ name, slug, status: 'enabled', organizationId: organization.id });
  };
  return {
    ...world,
    addDomain,
    addOwner: (
      { id: mailDomainId }: MailDomain,
      localPart: string,
      given: Partial<GivenOfMailbox> = {},
    ): Promise<Mailbox> =>
      world.addMailbox({
        mailDomainId,
        localPart,
        status: 'enabled',
        secondaryEmail: `${localPart}@perso.fr`,
        ...given,
      }),
    addManager: async (role: MailDomainRole, of: MailDomain, given: Partial<User> = {}): Promise<Actor> => {
      const { actor } = await world.addPerson(given);
      await world.giveAccess(actor, of, role);
      return actor;
    },
    /** With an authenticator, recovery codes and a session. */
    enrol: (mailbox: Mailbox, authenticator: Authenticator = makeTotp({ mailboxId: mailbox.id })) =>
      world.unitOfWork.run(async ({ authenticators, recoveryCodes }) => {
        await authenticators.insert(authenticator);
        await recoveryCodes.replaceAllOf(mailbox.id, [
          { id: newId<RecoveryCodeId>(), mailboxId: mailbox.id, createdAt: world.clock.now() },
        ]);
      }),
    signIn: ({ id: mailboxId }: Mailbox) =>
      world.openidRecords.save(
        makeOpenidRecord({
          model: 'Session',
          uid: newId<string>(),
          mailboxId,
          clientId: null,
          session: {
            signedInAt: world.clock.now(),
            address: null,
            userAgent: null,
            clients: [{ clientId: 'intranet', sid: 'sid-1', grantId: null }],
          },
        }),
      ),
    factorsOf: (mailboxId: MailboxId) => ({
      authenticators: world.tables().authenticators.count((one) => one.mailboxId === mailboxId),
      recoveryCodes: world.tables().recoveryCodes.count((one) => one.mailboxId === mailboxId),
      records: world.tables().openidRecords.count((one) => one.mailboxId === mailboxId),
    }),
    /** Kind and step of the mails that were sent since the last call, by recipient. */
    mailed: async (): Promise<readonly string[]> => {
      await world.jobs.runDueJobs();
      const lines = world.mailer.sent.map(({ to, content }) => {
        const step = 'step' in content ? ` ${content.step}` : '';
        return `${to}: ${content.kind}${step}`;
      });
      world.mailer.reset();
      return lines.sort();
    },
  };
}
