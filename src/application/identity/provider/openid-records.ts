import type { MailboxId } from '../../../domain/shared/ids.ts';

/** Data of the OpenID library, opaque to us: JSON. */
export type OpenidPayload = Readonly<Record<string, unknown>>;

/** A client to which somebody signed in during a session. */
export type SessionClient = Readonly<{
  clientId: string;
  /** The session's name at that client (OpenID Connect Back-Channel Logout 1.0, section 2.1); null: it knows none. */
  sid: string | null;
  /** The permission that its codes and tokens belong to. */
  grantId: string | null;
}>;

/** What people are shown of a session. */
export type SessionDetails = Readonly<{
  signedInAt: Date;
  /** Network address of the sign-in; null when unknown. */
  address: string | null;
  userAgent: string | null;
  clients: readonly SessionClient[];
}>;

/**
 * A session, permission, code, token or interaction of the OpenID provider. `id`, `uid` and `grantId` are secrets, or can
 * be used as such: no storage has them in readable form.
 */
export type OpenidRecord = Readonly<{
  model: string;
  id: string;
  /** Another name of a session, which stays when its id changes. */
  uid: string | null;
  grantId: string | null;
  mailboxId: MailboxId | null;
  clientId: string | null;
  expiresAt: Date;
  payload: OpenidPayload;
  /** Null for everything but sessions in which somebody is signed in. */
  session: SessionDetails | null;
}>;

/** The record, or the session by its lasting name, from which the right comes to write another one. */
export type RecordSource = Readonly<{ model: string; id: string } | { uid: string }>;

export type StoredOpenidRecord = Readonly<{ payload: OpenidPayload; consumedAt: Date | null }>;

/**
 * The state of the OpenID provider, shared by all processes. Expired records may still be found: who asks looks at the time
 * in the payload.
 */
export interface OpenidRecords {
  /** Writes a record, or replaces all but `consumedAt` of the one that has its id. */
  save(record: OpenidRecord): Promise<void>;
  /**
   * As `save`, while the source is there; false, and nothing is written, when it is gone. Whatever ends all records of a mailbox
   * meanwhile ends both, or comes before.
   */
  saveWhile(source: RecordSource, record: OpenidRecord): Promise<boolean>;
  find(model: string, id: string): Promise<StoredOpenidRecord | undefined>;
  findByUid(model: string, uid: string): Promise<StoredOpenidRecord | undefined>;
  /**
   * Marks a code or token as used; false when it is gone or was used already. Of several callers at once, one gets true.
   *
   * @param given new records that it is exchanged for: stored with it, all or none, and only where the answer is true
   */
  consume(model: string, id: string, at: Date, given?: readonly OpenidRecord[]): Promise<boolean>;
  destroy(model: string, id: string): Promise<void>;
  /** Deletes a permission with all its codes and tokens. */
  revokeGrant(grantId: string): Promise<void>;
  /** Deletes what has expired at `now`; returns how many records. */
  purge(now: Date): Promise<number>;
}
