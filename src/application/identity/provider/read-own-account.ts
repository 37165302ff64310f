import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { MailboxAccountQueries } from '../account/mailbox-account-queries.ts';
import type { MailboxSession, OpenidSessionQueries } from './openid-sessions.ts';

/** What the owner of a mailbox sees of their account. */
export type OwnAccount = Readonly<{
  address: string;
  /** Whether they have a second factor, and from when on their domain requires one. */
  secondFactor: MailboxAccount['secondFactor'];
  /** The latest first. */
  sessions: readonly MailboxSession[];
}>;

/** The account of a mailbox owner; undefined when they may not sign in any more. */
export type ReadOwnAccount = (mailboxId: MailboxId) => Promise<OwnAccount | undefined>;

type Deps = {
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  openidSessionQueries: Pick<OpenidSessionQueries, 'listOf'>;
  clock: Clock;
};

export const makeReadOwnAccount =
  (deps: Deps): ReadOwnAccount =>
  async (mailboxId) => {
    const [account, sessions] = await Promise.all([
      deps.mailboxAccountQueries.find(mailboxId),
      deps.openidSessionQueries.listOf(mailboxId, deps.clock.now()),
    ]);
    if (!account) return undefined;
    const { address, secondFactor } = account;
    return { address, secondFactor, sessions };
  };
