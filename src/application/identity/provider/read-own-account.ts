import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { MailboxAccountQueries } from '../account/mailbox-account-queries.ts';
import type { OpenidClientQueries } from '../client/openid-client-queries.ts';
import type { MailboxSession, OpenidSessionQueries } from './openid-sessions.ts';

/** What the owner of a mailbox sees of their account. */
export type OwnAccount = Readonly<{
  address: string;
  /** The latest first; `clients`: names of the services that were signed in to, an id where there is none any more. */
  sessions: readonly (MailboxSession & Readonly<{ clients: readonly string[] }>)[];
}>;

/** The account of a mailbox owner; undefined when they may not sign in any more. */
export type ReadOwnAccount = (mailboxId: MailboxId) => Promise<OwnAccount | undefined>;

type Deps = {
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  openidSessionQueries: Pick<OpenidSessionQueries, 'listOf'>;
  openidClientQueries: Pick<OpenidClientQueries, 'find'>;
  clock: Clock;
};

export const makeReadOwnAccount =
  ({ mailboxAccountQueries, openidSessionQueries, openidClientQueries, clock }: Deps): ReadOwnAccount =>
  async (mailboxId) => {
    const [account, sessions] = await Promise.all([
      mailboxAccountQueries.find(mailboxId),
      openidSessionQueries.listOf(mailboxId, clock.now()),
    ]);
    if (!account) return undefined;
    const ids = new Set(sessions.flatMap(({ clientIds }) => clientIds));
    const named = await Promise.all(
      [...ids].map(async (id) => [id, (await openidClientQueries.find(id))?.name ?? id] as const),
    );
    const names = new Map(named);
    return {
      address: account.address,
      sessions: sessions.map((session) => ({
        ...session,
        clients: session.clientIds.map((id) => names.get(id) ?? id),
      })),
    };
  };
