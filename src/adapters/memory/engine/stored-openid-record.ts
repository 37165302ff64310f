import type { OpenidPayload } from '../../../application/identity/provider/openid-records.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { StoredClient } from '../../storage/ended-sign-ins.ts';

/** A record of the OpenID provider under the same digests as in PostgreSQL; nothing is at rest here to be sealed. */
export type StoredOpenidRecord = Readonly<{
  id: string;
  model: string;
  uid: string | null;
  grantKey: string | null;
  mailboxId: MailboxId | null;
  clientId: string | null;
  expiresAt: Date;
  consumedAt: Date | null;
  payload: OpenidPayload;
  signedInAt: Date | null;
  address: string | null;
  userAgent: string | null;
  clients: readonly StoredClient[] | null;
}>;
