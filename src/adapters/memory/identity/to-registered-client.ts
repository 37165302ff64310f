import type { RegisteredClient } from '../../../application/identity/client/openid-client-repository.ts';
import type { StoredOpenidClient } from '../engine/memory-tables.ts';

/** A stored client without the name under which memory tables know their rows. */
export function toRegisteredClient(stored: StoredOpenidClient): RegisteredClient {
  const { id: _, ...client } = stored;
  return client;
}
