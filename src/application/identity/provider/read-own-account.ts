import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { MailboxAccountQueries } from '../account/mailbox-account-queries.ts';
import { type NamedSession, nameSessions, type SessionDeps } from './name-sessions.ts';

/** What the owner of a mailbox sees of their account. */
export type OwnAccount = Readonly<{
  address: string;
  /** The latest first. */
  sessions: readonly NamedSession[];
}>;

/** The account of a mailbox owner; undefined when they may not sign in any more. */
export type ReadOwnAccount = (mailboxId: MailboxId) => Promise<OwnAccount | undefined>;

type Deps = SessionDeps & { mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'> };

export const makeReadOwnAccount =
  (deps: Deps): ReadOwnAccount =>
  async (mailboxId) => {
    const [account, sessions] = await Promise.all([
      deps.mailboxAccountQueries.find(mailboxId),
      nameSessions(deps, mailboxId),
    ]);
    return account && { address: account.address, sessions };
  };
