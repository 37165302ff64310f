import type { Language } from '../../../domain/shared/language.ts';

export type MailSettings = Readonly<{
  /** Where people use the application: mails link there. No final slash. */
  siteUrl: string;
  /** Host of login links. No final slash. */
  webmailUrl: string;
  /** Language of mails that nobody in particular caused. */
  defaultLanguage: Language;
  /** Also write the first password into the mail that announces a mailbox. */
  sendsPassword: boolean;
  /** Who is told of each claim to administer an organization; nobody without it. */
  claimsAddress?: string | undefined;
}>;
