import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import type { Actor } from '../../shared/actor.ts';
import type { MailboxAccountQueries } from './mailbox-account-queries.ts';

/** Addresses of the pages on which owners of mailboxes look after their identity. */
export type OwnMailboxPages = Readonly<{ account: string; password: string; factors: string }>;

/** The mailbox whose address a signed-in person has, with what is known of its identity. */
export type OwnMailbox = Pick<MailboxAccount, 'address' | 'secondFactor'> &
  Readonly<{ pages: OwnMailboxPages }>;

/**
 * The mailbox of the signed-in person: that of their verified address. Undefined where no mailbox that may sign in has it, and
 * where owners of mailboxes have no identity here.
 */
export type ReadOwnMailbox = (actor: Actor) => Promise<OwnMailbox | undefined>;

type Deps = {
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'findByAddress'>;
  /** Null where owners of mailboxes have no identity here. */
  ownMailboxPages: OwnMailboxPages | null;
};

export const makeReadOwnMailbox =
  ({ mailboxAccountQueries, ownMailboxPages }: Deps): ReadOwnMailbox =>
  async ({ email }) => {
    if (ownMailboxPages === null || email === null) return undefined;
    const account = await mailboxAccountQueries.findByAddress(email);
    if (!account) return undefined;
    const { address, secondFactor } = account;
    return { address, secondFactor, pages: ownMailboxPages };
  };
