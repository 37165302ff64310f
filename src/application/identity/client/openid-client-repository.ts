import type { ClientSecrets } from '../../../domain/identity/client-secrets.ts';
import type { OpenidClient } from '../../../domain/identity/openid-client.ts';

/** A client with its secrets, which never leave the application. */
export type RegisteredClient = OpenidClient & { readonly secrets: ClientSecrets };

export interface OpenidClientRepository {
  /** Locks the client: other writers wait until the end of the transaction. */
  lock(clientId: string): Promise<RegisteredClient | undefined>;
  /** @throws DomainError `openid_client.id_taken` */
  insert(client: RegisteredClient): Promise<void>;
  /** Replaces everything except `clientId` and `createdAt`. */
  update(client: RegisteredClient): Promise<void>;
  delete(clientId: string): Promise<void>;
}
