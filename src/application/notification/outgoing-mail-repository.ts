import type {
  MailboxId,
  MailDomainInvitationId,
  OutgoingMailId,
  TeamInvitationId,
} from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { Unreadable } from '../../domain/shared/unreadable.ts';
import type { MailContent } from './mail-content.ts';

/** The content of a mail whose login link is still to be requested. */
export type MailDraft =
  | Omit<Extract<MailContent, { kind: 'mailbox_created'; loginLink: string }>, 'loginLink'>
  | Omit<Extract<MailContent, { kind: 'login_link'; loginLink: string }>, 'loginLink'>;

/** Since when the mail server has not taken a mail, and the latest codes of the server or the connection. */
export type MailTrouble = Readonly<{ since: Date; reason: string }>;

type Envelope = Readonly<{
  id: OutgoingMailId;
  recipient: string;
  language: Language;
  /** Kind of its content; null where an earlier release erased the content. */
  kind: MailContent['kind'] | null;
  trouble: MailTrouble | null;
  /** The mailbox that the mail is about, if any; the mail is for its owner. */
  mailboxId?: MailboxId;
  /** The invitation that the mail carries, if any. */
  invitationId?: TeamInvitationId | MailDomainInvitationId;
  createdAt: Date;
  updatedAt: Date;
}>;

/**
 * A mail: a `draft` lacks its login link, a `ready` one may be sent. It ends as `sent`, with its content erased; as
 * `refused`, because of its recipient or content; or as `given_up`, after too many postponements. The content of the
 * last two is kept for a while, so that they can be sent again.
 */
export type OutgoingMail = Envelope &
  (
    | { readonly status: 'draft'; readonly content: MailDraft }
    | { readonly status: 'ready'; readonly content: MailContent }
    | { readonly status: 'sent'; readonly content: null }
    | { readonly status: UnsentStatus; readonly content: MailContent | null }
    /** No key opens it. */
    | { readonly status: 'draft' | 'ready' | UnsentStatus; readonly content: Unreadable }
  );

/** The ends of a mail that its recipient did not get. */
export type UnsentStatus = 'refused' | 'given_up';
export type UnsentMail = Extract<OutgoingMail, { status: UnsentStatus }>;

/** Contents hold login links and passwords: implementations keep them unreadable at rest. */
export interface OutgoingMailRepository {
  insert(mail: OutgoingMail): Promise<void>;
  insertMany(mails: readonly OutgoingMail[]): Promise<void>;
  /** The mail, locked until the end of the transaction. */
  lock(id: OutgoingMailId): Promise<OutgoingMail | undefined>;
  /** The mails with these ids, locked in the order of their ids, returned in no order; unknown ids are skipped. */
  lockMany(ids: readonly OutgoingMailId[]): Promise<readonly OutgoingMail[]>;
  /** Replaces status, content (unless it is unreadable), trouble and mailbox. */
  update(mail: OutgoingMail): Promise<void>;
  /** As `update`, many at once, none of them twice. */
  updateMany(mails: readonly OutgoingMail[]): Promise<void>;
  /** Erases the content of mails that ended unsent before that moment, and keeps the rest of them. Returns how many. */
  eraseUnsent(endedBefore: Date): Promise<number>;
  /**
   * Forgets mails that ended before that moment, at most `limit` of them, the oldest first; not those whose content is still
   * kept. Returns how many.
   */
  forgetEnded(endedBefore: Date, limit: number): Promise<number>;
}
