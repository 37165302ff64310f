import type { OutgoingMail } from '../../../src/application/notification/outgoing-mail-repository.ts';
import type { MailDomainInvitation } from '../../../src/domain/invitation/mail-domain-invitation.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { makeMailDomainInvitation } from '../../builders/make-mail-domain-invitation.ts';
import { makeOutgoingMail } from '../../builders/make-outgoing-mail.ts';
import type { ConsoleSite } from './console-site.ts';

const DAY_MS = 86_400_000;

/** How an invitation fares: its role, the days until it ends, the end of its mail, and why no server took that. */
type Fate = readonly [
  MailDomainInvitation['role'],
  number,
  'ready' | 'sent' | 'refused' | 'given_up',
  string?,
];

/** An invitation of each kind, by address; the newest first. */
const FATES: Readonly<Record<string, Fate>> = {
  'nouvelle@evry.fr': ['viewer', 7, 'ready'],
  'attend@evry.fr': ['viewer', 6.9, 'ready', 'ECONNREFUSED'],
  'recue@evry.fr': ['administrator', 5, 'sent'],
  'fautede@frapppe.fr': ['administrator', 4, 'refused', 'EENVELOPE, RCPT TO, 550, 5.1.1'],
  'chef@evry.fr': ['owner', 1.5, 'sent'],
  'oubliee@evry.fr': ['viewer', -1, 'given_up', 'ETIMEDOUT'],
};

/** Invites people of every fate to a domain, in the name of Alice. */
export async function seedAccesses(
  { world, people }: ConsoleSite,
  { id: mailDomainId }: Pick<MailDomain, 'id'>,
): Promise<void> {
  const now = world.clock.now().getTime();
  for (const [email, [role, days, status, reason]] of Object.entries(FATES)) {
    const createdAt = new Date(now + (days - 7) * DAY_MS);
    const invitation = makeMailDomainInvitation({
      email,
      role,
      mailDomainId,
      issuerId: people.alice.id,
      createdAt,
      expiresAt: new Date(now + days * DAY_MS),
    });
    await world.seed.mailDomainInvitation(invitation);
    const mail = makeOutgoingMail({
      invitationId: invitation.id,
      createdAt,
      trouble: reason === undefined ? null : { since: createdAt, reason },
    });
    const ended: OutgoingMail = status === 'ready' ? mail : { ...mail, status, content: null };
    await world.unitOfWork.run(async ({ outgoingMails }) => {
      await outgoingMails.insert(mail);
      await outgoingMails.update(ended);
    });
  }
}
