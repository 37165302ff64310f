import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';

/** An account with what its sign-in needs besides. */
export type MailboxAccountForSignIn = MailboxAccount & Pick<Mailbox, 'passwordHash' | 'secondaryEmail'>;

/** The identities of mailbox owners as of now: undefined for all who may not sign in. One statement each. */
export interface MailboxAccountQueries {
  find(id: MailboxId): Promise<MailboxAccount | undefined>;
  /**
   * By an address as somebody wrote it: letter case does not count, nor in which spelling the domain is written. Any text
   * may be asked for.
   */
  findByAddress(address: string): Promise<MailboxAccountForSignIn | undefined>;
}
