import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { OpenidClientQueries } from '../client/openid-client-queries.ts';
import type { MailboxSession, OpenidSessionQueries } from './openid-sessions.ts';

/** A session with the names of the clients that were signed in to; an id where there is none any more. */
export type NamedSession = MailboxSession & Readonly<{ clients: readonly string[] }>;

export type SessionDeps = {
  openidSessionQueries: Pick<OpenidSessionQueries, 'listOf'>;
  openidClientQueries: Pick<OpenidClientQueries, 'namesOf'>;
  clock: Clock;
};

/** Where the owner of a mailbox is signed in, the latest first. */
export async function nameSessions(
  { openidSessionQueries, openidClientQueries, clock }: SessionDeps,
  mailboxId: MailboxId,
): Promise<readonly NamedSession[]> {
  const sessions = await openidSessionQueries.listOf(mailboxId, clock.now());
  const ids = new Set(sessions.flatMap(({ clientIds }) => clientIds));
  const names = await openidClientQueries.namesOf([...ids]);
  return sessions.map((session) => ({
    ...session,
    clients: session.clientIds.map((id) => names.get(id) ?? id),
  }));
}
