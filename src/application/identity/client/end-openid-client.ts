import { ensureMayWithOpenidClients } from '../../../domain/identity/openid-client-access.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { auditClient, type ClientManager, type ClientStores, lockClient } from './client-manager.ts';
import { type ClientView, clientView } from './client-view.ts';

type Stores = ClientStores & Pick<Repositories, 'openidSessions'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };

export type SetOpenidClientEnabled = (
  by: ClientManager,
  clientId: string,
  isEnabled: boolean,
) => Promise<ClientView>;

/**
 * Lets people sign in to a client, or no longer: a disabled client loses its codes, tokens and permissions at once.
 *
 * @throws DomainError `openid_client.action_forbidden`, `openid_client.not_found`
 */
export const makeSetOpenidClientEnabled =
  ({ unitOfWork, clock }: Deps): SetOpenidClientEnabled =>
  async (by, clientId, isEnabled) => {
    ensureMayWithOpenidClients(by, isEnabled ? 'enable' : 'disable');
    const now = clock.now();
    const client = await unitOfWork.run(async (stores) => {
      const stored = await lockClient(stores, clientId);
      if (!isEnabled) await stores.openidSessions.endAllAt(clientId);
      if (stored.isEnabled === isEnabled) return stored;
      const changed = { ...stored, isEnabled, updatedAt: now };
      await stores.openidClients.update(changed);
      const action = isEnabled ? 'openid_client.enabled' : 'openid_client.disabled';
      await auditClient(stores, by, action, changed, { at: now });
      return changed;
    });
    return clientView(client, by, now);
  };

export type DeleteOpenidClient = (by: ClientManager, clientId: string) => Promise<void>;

/**
 * Deletes a client with its codes, tokens and permissions.
 *
 * @throws DomainError `openid_client.action_forbidden`, `openid_client.not_found`
 */
export const makeDeleteOpenidClient =
  ({ unitOfWork, clock }: Deps): DeleteOpenidClient =>
  async (by, clientId) => {
    ensureMayWithOpenidClients(by, 'delete');
    await unitOfWork.run(async (stores) => {
      const stored = await lockClient(stores, clientId);
      await stores.openidSessions.endAllAt(clientId);
      await stores.openidClients.delete(clientId);
      await auditClient(stores, by, 'openid_client.deleted', stored, { at: clock.now() });
    });
  };
