import type { User } from '../../domain/people/user.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** A sign-in that was started and has not ended. */
export type PendingSignIn = Readonly<{
  state: string;
  nonce: string;
  codeVerifier: string;
  /** Where to go after the sign-in; null for the default page. */
  next: string | null;
  silent: boolean;
}>;

export type SessionData = Readonly<{
  /** Newest last. */
  pendingSignIns: readonly PendingSignIn[];
  /** Raw id token of the sign-in, for the sign-out request. */
  idToken: string | null;
  /** State of a sign-out that was started and has not ended. */
  signOutState: string | null;
}>;

export const EMPTY_SESSION: SessionData = { pendingSignIns: [], idToken: null, signOutState: null };

export type SessionOwner = Readonly<{ userId: UserId; sub: string; sid: string | undefined }>;

/** A live session; `user` is undefined for visitors, and for people deactivated or given another `sub` since. */
export type Session = Readonly<{ key: string; data: SessionData; user: User | undefined; expiresAt: Date }>;

/** Browser sessions. A `key` is a secret: it is sent in the cookie only. */
export interface SessionStore {
  /** Starts a session under a fresh key. */
  create(session: { data: SessionData; owner: SessionOwner | undefined; expiresAt: Date }): Promise<string>;
  /** The live session of that key at `now`, with its user. */
  find(key: string, now: Date): Promise<Session | undefined>;
  /** Replaces the data of an existing session, and its end if one is given. */
  update(key: string, data: SessionData, expiresAt?: Date): Promise<void>;
  destroy(key: string): Promise<void>;
  /** Ends the sessions of `sid`, or all of `sub` when there is no `sid`; returns how many. */
  destroyOf(target: { sub: string | undefined; sid: string | undefined }): Promise<number>;
  /** Stores the id of a logout token until `expiresAt`; false when it was stored already. */
  rememberLogoutToken(jti: string, expiresAt: Date): Promise<boolean>;
  /** Deletes sessions and logout tokens that have expired at `now`. */
  purge(now: Date): Promise<void>;
}
