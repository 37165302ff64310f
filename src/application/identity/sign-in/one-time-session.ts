import type { MailboxId } from '../../../domain/shared/ids.ts';
import {
  EMPTY_SESSION,
  type Session,
  type SessionData,
  type SessionStore,
} from '../../people/session-store.ts';
import type { Clock } from '../../shared/system.ts';

/** How long the session of a mailbox's owner waits for the authorization endpoint (contract/rest-api.md 3.15). */
const LIFETIME_MS = 60_000;

type Proof = Pick<SessionData, 'mailbox' | 'isHostBound'>;

/** Whether a session shows at `now` that the owner of a mailbox has just signed in: it is good for that once. */
export const isOneTimeSession = ({ mailbox }: Proof, now: Date): boolean =>
  mailbox !== undefined && now.getTime() - new Date(mailbox.at).getTime() < LIFETIME_MS;

type Start = Readonly<{
  mailboxId: MailboxId;
  /** When the password was given. */
  at: Date;
  /** The browser's session until now: it ends. Sign-ins that a visitor has begun go on in the new one. */
  session: Session | undefined;
  isHostBound: boolean;
}>;
export type StartOneTimeSession = (
  start: Start,
) => Promise<{ readonly key: string; readonly expiresAt: Date }>;

/** Gives the owner of a mailbox a session that the authorization endpoint takes once, within a minute. */
export const makeStartOneTimeSession =
  ({ sessions }: { sessions: SessionStore }): StartOneTimeSession =>
  async ({ mailboxId, at, session, isHostBound }) => {
    const pendingSignIns = session && !session.user ? session.data.pendingSignIns : [];
    const ends = [at.getTime() + LIFETIME_MS];
    if (session && pendingSignIns.length > 0) ends.push(session.expiresAt.getTime());
    const data = {
      ...EMPTY_SESSION,
      pendingSignIns,
      mailbox: { id: mailboxId, at: at.toISOString() },
      ...(isHostBound ? { isHostBound } : {}),
    };
    const expiresAt = new Date(Math.max(...ends));
    const key = await sessions.create({ data, owner: undefined, expiresAt });
    if (session) await sessions.destroy(session.key);
    return { key, expiresAt };
  };

/** The key that a browser brought, under the name that cookies have now, or under the one they had before. */
type Brought = Readonly<{ key: string; isFormerName: boolean }>;

/** `goesOn`: sign-ins that were begun before go on in the session; else it has ended, and the cookie is of no use. */
type Taken = Readonly<{ mailboxId: MailboxId; at: Date; goesOn: boolean }>;
export type TakeOneTimeSession = (brought: Brought) => Promise<Taken | undefined>;

/**
 * Takes a one-time session, for the authorization endpoint: of several requests at once, one gets it. Undefined when it is
 * none, was taken already or is too old.
 */
export const makeTakeOneTimeSession =
  ({ sessions, clock }: { sessions: SessionStore; clock: Clock }): TakeOneTimeSession =>
  async ({ key, isFormerName }) => {
    const taken = await sessions.takeMailbox(key);
    if (!taken?.mailbox || (isFormerName && taken.isHostBound)) return undefined;
    const goesOn = taken.pendingSignIns.length > 0;
    if (!goesOn) await sessions.destroy(key);
    if (!isOneTimeSession(taken, clock.now())) return undefined;
    return { mailboxId: taken.mailbox.id, at: new Date(taken.mailbox.at), goesOn };
  };
