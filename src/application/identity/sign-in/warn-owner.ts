import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import { outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import { emailDomain } from '../../../domain/shared/email-address.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';

type Deps = { clock: Clock; ids: IdGenerator; mailSettings: Pick<MailSettings, 'defaultLanguage'> };
type Stores = Pick<Repositories, 'mailboxes' | 'users' | 'outgoingMails' | 'outbox'>;

/** At most one warning in that time: who tries on would send many. */
const WARNING_INTERVAL_MS = 24 * 3600 * 1000;

/** Tells the owner of a mailbox, at the address outside, that somebody has tried too many passwords. */
export const makeWarnOwner = ({ clock, ids, mailSettings }: Deps) => {
  const queueMail = makeQueueMail({ clock, ids });
  return async (
    { mailboxes, users, ...stores }: Stores,
    { mailboxId, address }: Pick<MailboxAccount, 'mailboxId' | 'address'>,
  ): Promise<void> => {
    const mailbox = await mailboxes.lock(mailboxId);
    const recipient = mailbox && outsideAddress(mailbox, emailDomain(address) ?? '');
    if (!mailbox || !recipient) return;
    const now = clock.now();
    const { signInWarnedAt, issuerId } = mailbox;
    if (signInWarnedAt !== null && now.getTime() - signInWarnedAt.getTime() < WARNING_INTERVAL_MS) return;
    await mailboxes.update({ ...mailbox, signInWarnedAt: now });
    const issuer = issuerId === null ? undefined : await users.find(issuerId);
    await queueMail(stores, {
      recipient,
      language: issuer?.language ?? mailSettings.defaultLanguage,
      content: { kind: 'mailbox_sign_in_warning', address },
      mailboxId,
    });
  };
};
