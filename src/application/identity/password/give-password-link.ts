import type { PasswordLinkPurpose } from '../../../domain/identity/password-link.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import type { MailboxAction } from '../../../domain/mailbox/mailbox-access.ts';
import { emailKey } from '../../../domain/shared/email-address.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { lockMailboxFor } from '../../mailbox/lock-mailbox-for.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import { makeCountAction } from '../../shared/throttling/count-action.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { type IssuedPasswordLink, makeIssuePasswordLinks } from './issue-password-links.ts';
import { findPasswordOwner } from './password-owner.ts';
import type { PasswordSettings } from './password-settings.ts';

type Stores = Pick<
  Repositories,
  'mailDomains' | 'mailboxes' | 'organizations' | 'passwordLinks' | 'outgoingMails' | 'outbox' | 'audit'
>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
  actionCounters: ActionCounters;
  passwordSettings: PasswordSettings;
};
type Target = Readonly<{ slug: string; id: MailboxId }>;
type Given = Readonly<{ issued: IssuedPasswordLink; address: string; mailbox: Mailbox }>;

/** Issues a link for a mailbox of a domain that the actor manages, for whoever owns the mailbox. */
const makeGive = (deps: Deps) => {
  const { clock, passwordSettings } = deps;
  const issuePasswordLinks = makeIssuePasswordLinks(deps);

  return async (
    stores: Stores,
    actor: Actor,
    target: Target,
    { action, purpose }: Readonly<{ action: MailboxAction; purpose: PasswordLinkPurpose }>,
  ): Promise<Given> => {
    const { mailDomain, mailbox } = await lockMailboxFor(stores, actor, target, action);
    const owner =
      passwordSettings.isOffered && (await findPasswordOwner(stores, mailbox.id, { locks: false }));
    if (!owner) throw new DomainError('password_link.not_offered', 'Its owner has no identity here');
    const recipient = purpose === 'handed_over' ? null : outsideAddress(mailbox, mailDomain.name);
    const wanted = { mailboxId: mailbox.id, purpose, recipient, language: actor.language };
    const [issued] = await issuePasswordLinks(stores, [wanted]);
    if (!issued) throw new Error('no link was issued');
    await stores.audit.append(actor, {
      ...addressAuditSubject(mailbox, mailDomain, actor),
      at: clock.now(),
      action: 'mailbox.password_link_issued',
      details: { purpose },
    });
    return { issued, address: owner.account.address, mailbox };
  };
};

export type HandOverPasswordLink = (
  actor: Actor,
  slug: string,
  id: MailboxId,
) => Promise<Readonly<{ url: string; expiresAt: Date }>>;

/**
 * A link for the owner of a mailbox that has no secondary address: the administrator sees it once, and passes it on.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, `mailbox.not_enabled`,
 *   `mailbox.secondary_email_present`, `password_link.not_offered` where owners of mailboxes have no identity
 */
export const makeHandOverPasswordLink = (deps: Deps): HandOverPasswordLink => {
  const give = makeGive(deps);
  return (actor, slug, id) =>
    deps.unitOfWork.run(async (stores) => {
      const how = { action: 'handOverPasswordLink', purpose: 'handed_over' } as const;
      const { issued } = await give(stores, actor, { slug, id }, how);
      return { url: issued.address, expiresAt: issued.link.expiresAt };
    });
};

export type InviteToPassword = (actor: Actor, slug: string, id: MailboxId) => Promise<void>;

/**
 * Mails the owner of a mailbox a link to choose a password with, whether or not they have one.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, `mailbox.not_enabled`,
 *   `mailbox.secondary_email_needed_for_link`, `password_link.not_offered`, `request.throttled` when the owner was mailed
 *   as often as a stranger may be
 */
export const makeInviteToPassword = (deps: Deps): InviteToPassword => {
  const give = makeGive(deps);
  const queueMail = makeQueueMail(deps);
  const countAction = makeCountAction(deps);

  return async (actor, slug, id) => {
    const action = 'invitePassword';
    const asked = await deps.unitOfWork.run(async (stores) => {
      const { mailDomain, mailbox } = await lockMailboxFor(stores, actor, { slug, id }, action);
      return outsideAddress(mailbox, mailDomain.name) ?? '';
    });
    // Counters are outside of transactions.
    await countAction('mail_to', emailKey(asked));
    return deps.unitOfWork.run(async (stores) => {
      const how = { action, purpose: 'first' } as const;
      const { issued, address, mailbox } = await give(stores, actor, { slug, id }, how);
      const { recipient, language } = issued.link;
      if (recipient === null) return;
      const content = {
        kind: 'password_link',
        address,
        purpose: how.purpose,
        passwordLink: issued.address,
      } as const;
      await queueMail(stores, { recipient, language, mailboxId: mailbox.id, content });
    });
  };
};
