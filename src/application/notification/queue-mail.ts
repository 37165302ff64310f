import type {
  MailboxId,
  MailDomainInvitationId,
  OutgoingMailId,
  TeamInvitationId,
} from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { MailContent } from './mail-content.ts';

type Stores = Pick<Repositories, 'outgoingMails' | 'outbox'>;
type Mail = Readonly<{
  recipient: string;
  language: Language;
  content: MailContent;
  /** The mailbox that the mail is about; the mail is for its owner. */
  mailboxId?: MailboxId;
  /** The invitation that the mail carries. */
  invitationId?: TeamInvitationId | MailDomainInvitationId;
}>;

export type QueueMail = (stores: Stores, mail: Mail) => Promise<void>;

/** Stores a complete mail with the job that delivers it after commit. */
export const makeQueueMail =
  ({ clock, ids }: { clock: Clock; ids: IdGenerator }): QueueMail =>
  async ({ outgoingMails, outbox }, mail) => {
    const now = clock.now();
    const id = ids.next<OutgoingMailId>();
    const { mailboxId, content } = mail;
    await outgoingMails.insert({
      id,
      ...mail,
      status: 'ready',
      kind: content.kind,
      trouble: null,
      createdAt: now,
      updatedAt: now,
    });
    await outbox.append({
      name: 'deliver_mail',
      outgoingMailId: id,
      ...(mailboxId === undefined ? {} : { mailboxId }),
    });
  };
