import type { MailboxId, MailDomainId, OrganizationId } from '../../../domain/shared/ids.ts';

/** A sign-in at a client that ended here. */
export type EndedSignIn = Readonly<{
  mailboxId: MailboxId;
  clientId: string;
  /** The name of the session at the client; null: all sessions of that person there. */
  sid: string | null;
}>;

/** Sessions that are listed at most. */
export const MOST_MAILBOX_SESSIONS = 100;

/** A session of a mailbox's owner at our OpenID provider. `id` names it, and opens nothing. */
export type MailboxSession = Readonly<{
  id: string;
  signedInAt: Date;
  expiresAt: Date;
  address: string | null;
  userAgent: string | null;
  /** Names of the clients that were signed in to; the id of one that is no more. */
  clients: readonly string[];
}>;

export interface OpenidSessionQueries {
  /** In one round trip: the sessions of a mailbox that live at `now`, the latest first: `MOST_MAILBOX_SESSIONS` at most. */
  listOf(mailboxId: MailboxId, now: Date): Promise<readonly MailboxSession[]>;
  /** The name of a session in lists, from the `uid` of its record. */
  idOf(uid: string): string;
}

/** Whose accounts a change may have ended: of these mailboxes, of a domain's, of an organization's, or any. */
export type AccountsWithin = Readonly<
  | { mailboxIds: readonly MailboxId[] }
  | { mailDomainId: MailDomainId }
  | { organizationId: OrganizationId }
  | { everywhere: true }
>;

/** Ends sessions with the codes, tokens and permissions that were given in them. */
export interface OpenidSessionRepository {
  /** Ends everything of these mailboxes, what outlived its session included. Returns each client once for each session. */
  endAllOf(mailboxIds: readonly MailboxId[]): Promise<readonly EndedSignIn[]>;
  /** As `endAllOf`, for those of these accounts whose owners may not sign in any more (`mailboxIdentityOf`). */
  endFormer(within: AccountsWithin): Promise<readonly EndedSignIn[]>;
  /** As `endAllOf` for one mailbox, but leaves a session and what was given in it. */
  endOthersOf(mailboxId: MailboxId, keptSessionId: string): Promise<readonly EndedSignIn[]>;
  /**
   * As `endOthersOf`, or `endAllOf` without a session that stays, for sessions and what was given in them alone: sign-ins
   * that are under way go on.
   */
  endSessionsOf(mailboxId: MailboxId, keptSessionId: string | null): Promise<readonly EndedSignIn[]>;
  /** Ends the codes, tokens and permissions that a client was given; sessions stay, as they are with others too. */
  endAllAt(clientId: string): Promise<void>;
  /** Ends one session of a mailbox; undefined when it has no such session. */
  end(mailboxId: MailboxId, sessionId: string): Promise<readonly EndedSignIn[] | undefined>;
}
