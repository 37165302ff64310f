import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { PasswordLinkEnd } from '../../../domain/identity/password-link.ts';
import { outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { queueSignOutNotices } from '../provider/end-mailbox-sessions.ts';
import type { PasswordOwner } from './password-owner.ts';
import type { PasswordSettings } from './password-settings.ts';

export type ReplacingStores = Pick<
  Repositories,
  'mailboxes' | 'passwordLinks' | 'openidSessions' | 'outgoingMails' | 'outbox' | 'audit'
>;
type Deps = { clock: Clock; ids: IdGenerator; passwordSettings: Pick<PasswordSettings, 'forgottenPage'> };

/** How a password came to be replaced. */
type Replacement = Readonly<{
  passwordHash: string;
  by: AuditAuthor;
  /** `link`: by a link of that purpose; `old_password`: by somebody who knew the one before. */
  way: string;
  /** How the open link of the mailbox ends, if it has one. */
  linksEnd: PasswordLinkEnd;
  /** The session that goes on; none without it. */
  keptSessionId?: string;
  /** Language of the mail that tells the owner. */
  language: Language;
}>;

export type ReplacePassword = (
  stores: ReplacingStores,
  owner: PasswordOwner,
  replacement: Replacement,
) => Promise<void>;

/**
 * Gives the identity of a locked mailbox another password. Its links and sessions end, and the owner is told: at the secondary address,
 * else in the mailbox itself, as whoever reads it is to know.
 */
export const makeReplacePassword = ({ clock, passwordSettings, ids }: Deps): ReplacePassword => {
  const queueMail = makeQueueMail({ clock, ids });

  return async (stores, { account, mailbox, mailDomain }, { passwordHash, by, way, language, ...ending }) => {
    const now = clock.now();
    await stores.mailboxes.update({ ...mailbox, passwordHash, updatedAt: now });
    await stores.passwordLinks.endAllOf([mailbox.id], ending.linksEnd, now);
    const ended =
      ending.keptSessionId === undefined
        ? await stores.openidSessions.endAllOf([mailbox.id])
        : await stores.openidSessions.endOthersOf(mailbox.id, ending.keptSessionId);
    await queueSignOutNotices(stores.outbox, ended, now);
    await stores.audit.append(by, {
      ...addressAuditSubject(mailbox, mailDomain, by),
      at: now,
      action: 'mailbox.password_changed',
      details: { way, clients: [...new Set(ended.map(({ clientId }) => clientId))] },
    });
    const { address } = account;
    await queueMail(stores, {
      recipient: outsideAddress(mailbox, mailDomain.name) ?? address,
      language,
      mailboxId: mailbox.id,
      content: { kind: 'password_changed', address, link: passwordSettings.forgottenPage },
    });
  };
};
