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
type Deps = { clock: Clock; ids: IdGenerator };
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
export type QueueMails = (stores: Stores, mails: readonly Mail[]) => Promise<void>;

/** Stores complete mails with the jobs that deliver them after commit. Two round trips, however many they are. */
export const makeQueueMails =
  ({ clock, ids }: Deps): QueueMails =>
  async ({ outgoingMails, outbox }, mails) => {
    if (mails.length === 0) return;
    const now = clock.now();
    const queued = mails.map((mail) => ({
      id: ids.next<OutgoingMailId>(),
      ...mail,
      status: 'ready' as const,
      kind: mail.content.kind,
      trouble: null,
      createdAt: now,
      updatedAt: now,
    }));
    await outgoingMails.insertMany(queued);
    await outbox.appendAll(
      queued.map(({ id, mailboxId }) => ({
        name: 'deliver_mail' as const,
        outgoingMailId: id,
        ...(mailboxId === undefined ? {} : { mailboxId }),
      })),
    );
  };

/** As `makeQueueMails`, for one mail. */
export const makeQueueMail = (deps: Deps): QueueMail => {
  const queueMails = makeQueueMails(deps);
  return (stores, mail) => queueMails(stores, [mail]);
};
