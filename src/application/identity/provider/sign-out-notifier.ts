import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { RegisteredClient } from '../client/openid-client-repository.ts';

/** The end of a sign-in at a client. */
export type SignOutNotice = Readonly<{
  mailboxId: MailboxId;
  /** The session's name at the client; null: all sessions of that person there. */
  sid: string | null;
}>;

/** What became of a notice. `reason` is for the log: it holds no secret. */
export type NoticeOutcome =
  | Readonly<{ result: 'delivered' }>
  /** The client will not take it, however often it is sent. */
  | Readonly<{ result: 'refused'; reason: string }>
  | Readonly<{ result: 'unavailable'; reason: string }>;

/** Tells clients that somebody was signed out here (OpenID Connect Back-Channel Logout 1.0). */
export interface SignOutNotifier {
  /** Sends one logout token to the address of the client, which has one. Never throws for what the client does. */
  notify(
    client: RegisteredClient & { readonly backchannelLogoutUri: string },
    notice: SignOutNotice,
  ): Promise<NoticeOutcome>;
}
