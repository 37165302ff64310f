import type { Language } from '../../../domain/shared/language.ts';

export type MailSettings = Readonly<{
  /** Address of the application in mails. No final slash. */
  siteUrl: string;
  /** Host of login links. No final slash. */
  webmailUrl: string;
  /** Address of our page for links in mails; null: the links open the webmail, and mails contain passwords. */
  linkPage: string | null;
  /** Language of mails that no person caused. */
  defaultLanguage: Language;
  /** Whether the mail that announces a mailbox contains its first password. */
  sendsPassword: boolean;
  /** Address notified of each claim to administer an organization; optional. */
  claimsAddress?: string | undefined;
}>;
