import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { AccountsWithin, EndedSignIn } from './openid-sessions.ts';

type Stores = Pick<Repositories, 'openidSessions' | 'outbox'>;

/**
 * Ends everything that the owners of mailboxes have at our OpenID provider: sessions, codes, tokens, permissions. It belongs
 * into the transaction of the change because of which they may not be signed in any more; clients are told after commit.
 *
 * @returns how many sign-ins at clients ended
 */
export async function endMailboxSessions(
  { openidSessions, outbox }: Stores,
  mailboxIds: readonly MailboxId[],
  { clock }: { readonly clock: Clock },
): Promise<number> {
  const ended = await openidSessions.endAllOf(mailboxIds);
  await queueSignOutNotices(outbox, ended, clock.now());
  return ended.length;
}

/**
 * As `endMailboxSessions`, for those of these accounts whose owners may not sign in any more as things now stand. It belongs
 * behind every change that may bring that about: of a mailbox, its domain, or the organization of that.
 */
export async function endFormerAccounts(
  { openidSessions, outbox }: Stores,
  within: AccountsWithin,
  at: Date,
): Promise<void> {
  await queueSignOutNotices(outbox, await openidSessions.endFormer(within), at);
}

/** Queues one notice for each sign-in that ended; clients that want none are left out when it is sent. */
export const queueSignOutNotices = (
  outbox: Stores['outbox'],
  ended: readonly EndedSignIn[],
  at: Date,
): Promise<void> =>
  outbox.appendAll(
    ended.map((signIn) => ({ name: 'notify_sign_out', ...signIn, endedAt: at.toISOString() })),
  );
