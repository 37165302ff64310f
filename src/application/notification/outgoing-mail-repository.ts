import type {
  MailboxId,
  MailDomainInvitationId,
  OutgoingMailId,
  TeamInvitationId,
} from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { MailContent } from './mail-content.ts';

/** The content of a mail whose login link is still to be asked for. */
export type MailDraft =
  | Omit<Extract<MailContent, { kind: 'mailbox_created' }>, 'loginLink'>
  | Omit<Extract<MailContent, { kind: 'login_link' }>, 'loginLink'>;

/** Since when the mail server has not taken a mail, and the codes it, or the connection to it, last gave for that. */
export type MailTrouble = Readonly<{ since: Date; reason: string }>;

type Envelope = Readonly<{
  id: OutgoingMailId;
  recipient: string;
  language: Language;
  /** What it says; null where an earlier release erased the content. */
  kind: MailContent['kind'] | null;
  trouble: MailTrouble | null;
  /** The mailbox it is about, whose owner it is for, if it is one's. */
  mailboxId?: MailboxId;
  /** The invitation it is the mail of, if it is one's. */
  invitationId?: TeamInvitationId | MailDomainInvitationId;
  createdAt: Date;
  updatedAt: Date;
}>;

/**
 * A mail on its way: `draft` lacks its login link, `ready` may be handed over. It is over as `sent`, its content erased;
 * as `refused`, its recipient or content judged by the mail server; or as `given_up`, not taken for too long. The content
 * of the last two is kept for a while, to be sent again.
 */
export type OutgoingMail = Envelope &
  (
    | { readonly status: 'draft'; readonly content: MailDraft }
    | { readonly status: 'ready'; readonly content: MailContent }
    | { readonly status: 'sent'; readonly content: null }
    | { readonly status: UnsentStatus; readonly content: MailContent | null }
  );

/** How a mail ends that its recipient did not get. */
export type UnsentStatus = 'refused' | 'given_up';
export type UnsentMail = Extract<OutgoingMail, { status: UnsentStatus }>;

/** Contents hold login links and passwords: implementations keep them unreadable at rest. */
export interface OutgoingMailRepository {
  insert(mail: OutgoingMail): Promise<void>;
  insertMany(mails: readonly OutgoingMail[]): Promise<void>;
  /** The mail, kept from other writers until the end of the transaction. */
  lock(id: OutgoingMailId): Promise<OutgoingMail | undefined>;
  /** As `lock`, many at once: those that exist, in no order. They are locked in the order of their ids. */
  lockMany(ids: readonly OutgoingMailId[]): Promise<readonly OutgoingMail[]>;
  /** Replaces status, content, trouble and the mailbox. */
  update(mail: OutgoingMail): Promise<void>;
  /** As `update`, many at once, none of them twice. */
  updateMany(mails: readonly OutgoingMail[]): Promise<void>;
  /** Erases the content of mails that ended unsent before that moment; they stay. Tells how many. */
  eraseUnsent(endedBefore: Date): Promise<number>;
}
