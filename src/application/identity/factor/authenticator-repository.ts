import type { Authenticator, Passkey } from '../../../domain/identity/authenticator.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';

/** Secrets of authenticator applications are sealed where they are stored. */
export interface AuthenticatorRepository {
  /** False, and nothing is stored, when somebody has a passkey with that credential id. */
  insert(authenticator: Authenticator): Promise<boolean>;
  /** In the order of their enrolment. */
  listOf(mailboxId: MailboxId): Promise<readonly Authenticator[]>;
  /** As `listOf`, and keeps them from other writers until the end of the transaction. */
  lockAllOf(mailboxId: MailboxId): Promise<readonly Authenticator[]>;
  /** The passkey of that credential id, whoever's it is. */
  findPasskey(credentialId: string): Promise<Passkey | undefined>;
  /** As `findPasskey`, kept from other writers until the end of the transaction. */
  lockPasskey(credentialId: string): Promise<Passkey | undefined>;
  /** Writes what changes: the name, when it was used, the last step, the counter and whether there is a copy. */
  update(authenticator: Authenticator): Promise<void>;
  remove(id: Authenticator['id']): Promise<void>;
  /** Removes all of these mailboxes; returns them, in no order. */
  removeAllOf(mailboxIds: readonly MailboxId[]): Promise<readonly Authenticator[]>;
}
