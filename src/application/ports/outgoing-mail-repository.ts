import type { MailDomainInvitationId, OutgoingMailId, TeamInvitationId } from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { MailContent } from './mailer.ts';

/** The content of a mail whose login link is still to be asked for. */
export type MailDraft =
  | Omit<Extract<MailContent, { kind: 'mailbox_created' }>, 'loginLink'>
  | Omit<Extract<MailContent, { kind: 'login_link' }>, 'loginLink'>;

type Envelope = Readonly<{
  id: OutgoingMailId;
  recipient: string;
  language: Language;
  /** The invitation it is the mail of, if it is one's. */
  invitationId?: TeamInvitationId | MailDomainInvitationId;
  createdAt: Date;
  updatedAt: Date;
}>;

/**
 * A mail on its way: `draft` lacks its login link, `ready` may be handed over, `sent` and `refused` are over and their
 * content is erased.
 */
export type OutgoingMail = Envelope &
  (
    | { readonly status: 'draft'; readonly content: MailDraft }
    | { readonly status: 'ready'; readonly content: MailContent }
    | { readonly status: 'sent' | 'refused'; readonly content: null }
  );

/** Contents hold login links and passwords: implementations keep them unreadable at rest. */
export interface OutgoingMailRepository {
  insert(mail: OutgoingMail): Promise<void>;
  insertMany(mails: readonly OutgoingMail[]): Promise<void>;
  /** The mail, kept from other writers until the end of the transaction. */
  lock(id: OutgoingMailId): Promise<OutgoingMail | undefined>;
  /** As `lock`, many at once: those that exist, in no order. They are locked in the order of their ids. */
  lockMany(ids: readonly OutgoingMailId[]): Promise<readonly OutgoingMail[]>;
  /** Replaces status and content. */
  update(mail: OutgoingMail): Promise<void>;
  /** As `update`, many at once, none of them twice. */
  updateMany(mails: readonly OutgoingMail[]): Promise<void>;
}
