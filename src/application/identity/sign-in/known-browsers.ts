import type { MailboxId } from '../../../domain/shared/ids.ts';

/**
 * Browsers in which the owners of mailboxes have signed in: a signed text in a cookie says for which mailboxes. It lets
 * nobody in; attempts from such a browser are counted apart from those of strangers.
 */
export interface KnownBrowsers {
  /** The text for the browser after a sign-in; `before`: what it brought, of which the newest other mailboxes stay. */
  remember(mailboxId: MailboxId, before: string | undefined, now: Date): string;
  /**
   * Under what attempts of the browser at that mailbox are counted; undefined when the owner has not signed in there, or
   * long ago. Any text may be asked for.
   */
  recognize(mailboxId: MailboxId, brought: string | undefined, now: Date): string | undefined;
}
