import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { User } from '../../../domain/people/user.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { endAccessTokens } from '../access-tokens-ended.ts';
import { ownAuditSubject } from '../own-audit-subject.ts';

type Deps = { clock: Clock; ids: IdGenerator; mailSettings: Pick<MailSettings, 'siteUrl'> };
/** The stores that a new `sub` changes. */
export type ChangeSubStores = Pick<
  Repositories,
  'sessions' | 'signals' | 'outgoingMails' | 'outbox' | 'audit'
>;
type ChangeSub = (stores: ChangeSubStores, author: AuditAuthor, before: User, after: User) => Promise<void>;

/**
 * The consequences when a person identified by e-mail gets an account under a new `sub`: all sessions under the old one
 * end, its cached access tokens are dropped, the account's former address gets a mail in the account's language, and an
 * entry is audited. All of it happens in the transaction that stores the `sub`.
 */
export const makeChangeSub = ({ clock, ids, mailSettings }: Deps): ChangeSub => {
  const queueMail = makeQueueMail({ clock, ids });
  return async ({ sessions, signals, audit, ...stores }, author, before, after) => {
    const sessionsEnded = await sessions.endAllOf(before.id);
    await endAccessTokens(signals, before.sub);
    const recipient = verifiedEmail(before);
    if (recipient !== null) {
      await queueMail(stores, {
        recipient,
        language: before.language,
        content: { kind: 'account_recognized', address: recipient, link: mailSettings.siteUrl },
      });
    }
    await audit.append(author, {
      ...ownAuditSubject(after, clock.now()),
      action: 'user.recognized_by_email',
      details: { sub: { before: before.sub, after: after.sub }, sessionsEnded },
    });
  };
};
