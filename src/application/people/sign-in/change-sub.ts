import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { User } from '../../../domain/people/user.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { endAccessTokens } from '../access-tokens-ended.ts';
import { ownAuditSubject } from './own-audit-subject.ts';

type Deps = { clock: Clock; ids: IdGenerator; mailSettings: Pick<MailSettings, 'siteUrl'> };
/** Where is written what follows from a new `sub`. */
export type ChangeSubStores = Pick<
  Repositories,
  'sessions' | 'signals' | 'outgoingMails' | 'outbox' | 'audit'
>;
type ChangeSub = (stores: ChangeSubStores, author: AuditAuthor, before: User, after: User) => Promise<void>;

/**
 * What follows when somebody recognized by e-mail takes an account over under a new `sub`: whoever had it under the old
 * one is signed out everywhere, what is remembered of their access tokens is forgotten, the address that the account had
 * is told in the language of the account, and the audit log, too. All of it in the transaction that stores the `sub`.
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
