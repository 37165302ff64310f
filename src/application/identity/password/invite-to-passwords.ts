import { isPasswordLinkOpen } from '../../../domain/identity/password-link.ts';
import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import { type Mailbox, mailboxAddress, outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import { ensureMayOnMailbox } from '../../../domain/mailbox/mailbox-access.ts';
import { changeOf, staysEnabled } from '../../../domain/mailbox/provisioning.ts';
import { isSameEmail } from '../../../domain/shared/email-address.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { makeQueueMails } from '../../notification/queue-mail.ts';
import type { Actor } from '../../shared/actor.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { hasChosenPassword } from './has-chosen-password.ts';
import { makeIssuePasswordLinks } from './issue-password-links.ts';
import type { PasswordSettings } from './password-settings.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      'mailDomains' | 'mailboxes' | 'organizations' | 'passwordLinks' | 'outgoingMails' | 'outbox' | 'audit'
    >
  >;
  passwordHasher: Pick<PasswordHasher, 'isOfGenerated'>;
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
  passwordSettings: PasswordSettings;
};

/** Most mailboxes that one call looks at. */
export const MOST_INVITED_AT_ONCE = 100;

export const PASSWORD_INVITATION_OUTCOMES = [
  'invited',
  /** An earlier invitation still leads to the page. */
  'already_invited',
  /** The owner chose a password. */
  'has_password',
  'not_enabled',
  /** There is no address to mail a link to: it can be handed over. */
  'no_secondary_email',
] as const;
export type PasswordInvitationOutcome = (typeof PASSWORD_INVITATION_OUTCOMES)[number];

export type PasswordInvitation = Readonly<{
  mailboxId: MailboxId;
  address: string;
  outcome: PasswordInvitationOutcome;
}>;

/** `after`: the `next` of the call before; null at the beginning. */
type Batch = Readonly<{ after: string | null; limit: number }>;

export type InviteToPasswords = (
  actor: Actor,
  slug: string,
  batch: Batch,
) => Promise<Readonly<{ rows: readonly PasswordInvitation[]; next: string | null }>>;

/**
 * Mails the owners of a domain's mailboxes who have chosen no password a link to choose one. A batch of them at a time, in
 * the order of their local parts; each is a transaction, so what was interrupted goes on where it stopped, and those who
 * were invited are not invited again while their link is good.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.action_forbidden`, `password_link.not_offered` where owners of the
 *   domain's mailboxes have no identity
 */
export const makeInviteToPasswords = (deps: Deps): InviteToPasswords => {
  const { unitOfWork, passwordHasher, clock, passwordSettings } = deps;
  const issuePasswordLinks = makeIssuePasswordLinks(deps);
  const queueMails = makeQueueMails(deps);

  return (actor, slug, { after, limit }) =>
    unitOfWork.run(async (stores) => {
      const found = await stores.mailDomains.holdBySlugFor(slug, actor.userId);
      ensureMay(found?.role, 'get');
      ensureMayOnMailbox(found?.role, false, 'invitePassword');
      if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      const { mailDomain } = found;
      const { organizationId } = mailDomain;
      const organization =
        organizationId === null ? undefined : await stores.organizations.find(organizationId);
      if (!passwordSettings.isOffered || mailDomain.status !== 'enabled' || !organization?.isActive) {
        throw new DomainError('password_link.not_offered', 'Owners of its mailboxes have no identity here');
      }
      const listed = await stores.mailboxes.listAfter(mailDomain.id, after, limit);
      const locked = await stores.mailboxes.lockMany(listed.map(({ id }) => id));
      const byId = new Map(locked.map((mailbox) => [mailbox.id, mailbox]));
      const mailboxes = listed.map(({ id }) => byId.get(id)).filter((mailbox) => mailbox !== undefined);
      const now = clock.now();
      const open = await stores.passwordLinks.listNotEnded(mailboxes.map(({ id }) => id));
      const invitedAt = new Map(
        open
          .filter((link) => link.purpose === 'first' && isPasswordLinkOpen(link, now))
          .map(({ mailboxId, recipient }) => [mailboxId, recipient ?? '']),
      );
      const outcomeOf = (mailbox: Mailbox): PasswordInvitationOutcome => {
        if (!staysEnabled(mailbox.status, changeOf(mailbox))) return 'not_enabled';
        if (hasChosenPassword(mailbox, passwordHasher)) return 'has_password';
        const address = outsideAddress(mailbox, mailDomain.name);
        if (address === null) return 'no_secondary_email';
        // A link that went to a former address leads nowhere.
        return isSameEmail(invitedAt.get(mailbox.id) ?? '', address) ? 'already_invited' : 'invited';
      };
      const outcomes = mailboxes.map((mailbox) => ({ mailbox, outcome: outcomeOf(mailbox) }));
      const toInvite = outcomes.flatMap(({ mailbox, outcome }) => {
        const recipient = outsideAddress(mailbox, mailDomain.name);
        return outcome === 'invited' && recipient !== null ? [{ mailbox, recipient }] : [];
      });
      const { language } = actor;
      const purpose = 'first';
      const issued = await issuePasswordLinks(
        stores,
        toInvite.map(({ mailbox, recipient }) => ({ mailboxId: mailbox.id, purpose, recipient, language })),
      );
      await stores.audit.appendAll(
        actor,
        toInvite.map(({ mailbox }) => ({
          ...addressAuditSubject(mailbox, mailDomain, actor),
          at: now,
          action: 'mailbox.password_link_issued' as const,
          details: { purpose },
        })),
      );
      const addressOf = ({ localPart }: Mailbox) => mailboxAddress(localPart, mailDomain.name);
      await queueMails(
        stores,
        toInvite.map(({ mailbox, recipient }, index) => ({
          recipient,
          language,
          mailboxId: mailbox.id,
          content: {
            kind: 'password_link' as const,
            address: addressOf(mailbox),
            purpose,
            passwordLink: issued[index]?.address ?? '',
          },
        })),
      );
      return {
        rows: outcomes.map(({ mailbox, outcome }) => ({
          mailboxId: mailbox.id,
          address: addressOf(mailbox),
          outcome,
        })),
        next: listed.length < limit ? null : (listed.at(-1)?.localPart ?? null),
      };
    });
};
