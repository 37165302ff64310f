import type { User } from '../../domain/people/user.ts';
import type { MailboxId, UserId } from '../../domain/shared/ids.ts';
import type { CursorRequest } from '../shared/page.ts';

/** A sign-in that was started and has not ended. */
export type PendingSignIn = Readonly<{
  state: string;
  nonce: string;
  codeVerifier: string;
  /** Where to go after the sign-in; null for the default page. */
  next: string | null;
  silent: boolean;
  /** Set when the browser was led to the provider once more, for a level that the person lacked. */
  stepUp?: StepUp;
}>;

/** Who has to come back from there, with which of the levels. */
export type StepUp = Readonly<{
  sub: string;
  /** The id of the account, where there was one before the sign-in. */
  userId?: string;
  levels: readonly string[];
}>;

/** A browser and its system as people call them, such as Firefox and Linux; each null when it is none that we know. */
export type SessionDevice = Readonly<{ browser: string | null; system: string | null }>;

export const UNKNOWN_DEVICE: SessionDevice = { browser: null, system: null };

export type SessionData = Readonly<{
  /** Newest last. */
  pendingSignIns: readonly PendingSignIn[];
  /** Raw id token of the sign-in, for the sign-out request. */
  idToken: string | null;
  /** State of a sign-out that was started and has not ended. */
  signOutState: string | null;
  /** The level that the sign-in told (`acr`); absent when it told none, and in sessions of earlier releases. */
  acr?: string;
  /** Until when an operator lets the person go on without the level that is asked of them (ISO 8601). */
  levelWaivedUntil?: string;
  /** Where the person signed in from; null when that is not known. Sessions of earlier releases do not say. */
  address?: string | null;
  /** The browser that the person signed in with. Sessions of earlier releases do not say. */
  device?: SessionDevice;
  /** Its key is taken only from a cookie that no other host can set (`__Host-`, RFC 6265bis section 4.1.3.2). */
  isHostBound?: boolean;
  /** The owner of a mailbox who has just given its password, and when (ISO 8601): to be taken once, soon. */
  mailbox?: Readonly<{ id: MailboxId; at: string }>;
}>;

export const EMPTY_SESSION: SessionData = { pendingSignIns: [], idToken: null, signOutState: null };

export type SessionOwner = Readonly<{ userId: UserId; sub: string; sid: string | undefined }>;

/** A live session; `user` is undefined for visitors, and for people deactivated or known by another `sub` since. */
export type Session = Readonly<{
  key: string;
  data: SessionData;
  user: User | undefined;
  expiresAt: Date;
  /** When it was last used, as far as that was noted. */
  lastSeenAt?: Date | undefined;
  /** Whether the user administers a mail domain or an organization; only where that was asked. */
  administers?: boolean | undefined;
}>;

/** Sessions of an account that are listed at most. */
export const MOST_OWN_SESSIONS = 100;

/** A session as its owner sees it. `id` names it, and opens nothing. */
export type OwnSession = Readonly<{
  id: string;
  address: string | null;
  device: SessionDevice;
  expiresAt: Date;
  lastSeenAt: Date | undefined;
}>;

/** A session as operators see it; `acr` is the level that the sign-in told. */
export type PersonSession = OwnSession &
  Readonly<{ acr: string | null; user: Pick<User, 'id' | 'email' | 'emailVerified' | 'name'> }>;

/** Browser sessions. A `key` is a secret: it is sent in the cookie only. */
export interface SessionStore {
  /** Starts a session under a fresh key. */
  create(session: {
    data: SessionData;
    owner: SessionOwner | undefined;
    expiresAt: Date;
    seenAt?: Date;
  }): Promise<string>;
  /** The live session of that key at `now`, with its user, and in the same round trip what else is asked about them. */
  find(key: string, now: Date, also?: 'administers'): Promise<Session | undefined>;
  /** Replaces the data of an existing session, and its end if one is given. */
  update(key: string, data: SessionData, expiresAt?: Date): Promise<void>;
  /**
   * Takes `mailbox` out of a session, expired or not, and returns the data as it was before. Undefined when there is none: of
   * several callers at once, one gets it.
   */
  takeMailbox(key: string): Promise<SessionData | undefined>;
  /** Notes that a session that is still there was used at `at`. */
  touch(key: string, at: Date): Promise<void>;
  destroy(key: string): Promise<void>;
  /** The name of the session of a key among those of its owner. */
  idOf(key: string): string;
  /** The sessions of an account that live at `now`, the one that ends last first: `MOST_OWN_SESSIONS` at most. */
  listOf(userId: UserId, now: Date): Promise<readonly OwnSession[]>;
  /** A page of the sessions of people that live at `now`, or of one person. */
  pageOf(
    filter: Readonly<{ userId?: UserId | undefined }>,
    now: Date,
    request: CursorRequest<'expires_at'>,
  ): Promise<readonly PersonSession[]>;
  /** Ends one session of an account; false when it has no such session. */
  endOf(userId: UserId, id: string): Promise<boolean>;
  /** Ends all sessions of an account but the one of that key; returns how many. */
  endOthersOf(userId: UserId, key: string): Promise<number>;
  /** Ends the sessions of `sid`, or all of `sub` when there is no `sid`; returns the owner of each. */
  destroyOf(target: { sub: string | undefined; sid: string | undefined }): Promise<readonly UserId[]>;
  /** Stores the id of a logout token until `expiresAt`; false when it was stored already. */
  rememberLogoutToken(jti: string, expiresAt: Date): Promise<boolean>;
  /** Deletes sessions and logout tokens that have expired at `now`. */
  purge(now: Date): Promise<void>;
}
