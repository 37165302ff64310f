import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import type { RegisteredClient } from '../client/openid-client-repository.ts';
import type { StoredOpenidRecord } from './openid-records.ts';

/** What decides about a code or token that somebody presents; each undefined where there is none (any more). */
export type PresentedToken = Readonly<{
  record: StoredOpenidRecord | undefined;
  /** The permission that the code or token was given by. */
  grant: StoredOpenidRecord | undefined;
  client: RegisteredClient | undefined;
  /** Its owner, who may sign in. */
  account: MailboxAccount | undefined;
}>;

export interface OpenidTokenQueries {
  /**
   * In one round trip, as of one moment: what `OpenidRecords`, `OpenidClientQueries` and `MailboxAccountQueries` say of a
   * record's surroundings.
   *
   * @param clientId who presents it; undefined: the client that it was given to
   */
  read(model: string, id: string, clientId?: string): Promise<PresentedToken>;
}
