import type { MailboxId, MailLinkId } from '../shared/ids.ts';
import type { Language } from '../shared/language.ts';
import type { Unreadable } from '../shared/unreadable.ts';

/** How long a link in a mail leads somewhere, counted from when the mail server was last handed the mail. */
const LIFETIME_MS = 24 * 3600 * 1000;

/** How often one link opens the webmail: enough for a person who starts again, too few for a link that was passed on. */
export const LOGINS_OF_MAIL_LINK = 5;

/** A link in a mail to the owner of a mailbox. It leads to a page of ours; nothing comes of it until a person acts there. */
export type MailLink = Readonly<{
  id: MailLinkId;
  mailboxId: MailboxId;
  /** The address it was mailed to: a mailbox that has another secondary address by now is not opened by it. */
  recipient: string;
  /** Language of the mail. */
  language: Language;
  /** How often it may still open the webmail. */
  loginsLeft: number;
  /** A password to be shown once; null when there is none, or it was shown. */
  password: string | null | Unreadable;
  passwordShownAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
}>;

/** When a link of a mail that is handed to the mail server at that time ends. */
export const endOfMailLink = (handedOverAt: Date): Date => new Date(handedOverAt.getTime() + LIFETIME_MS);

export const isMailLinkOver = ({ expiresAt }: Pick<MailLink, 'expiresAt'>, now: Date): boolean =>
  expiresAt <= now;
