import type { AuditDetails } from '../../../domain/audit/audit-entry.ts';
import type { ClientAddressPolicy } from '../../../domain/identity/client-address.ts';
import type { OpenidClientSettings } from '../../../domain/identity/openid-client.ts';
import { ensureMayWithOpenidClients } from '../../../domain/identity/openid-client-access.ts';
import { checkedClientSettings } from '../../../domain/identity/openid-client-rules.ts';
import type { Clock } from '../../shared/system.ts';
import type { UnitOfWork } from '../../unit-of-work.ts';
import { auditClient, type ClientManager, type ClientStores, lockClient } from './client-manager.ts';
import { type ClientView, clientView } from './client-view.ts';

type Deps = {
  unitOfWork: UnitOfWork<ClientStores>;
  clock: Clock;
  clientAddressPolicy: ClientAddressPolicy;
};

/** What may change: a client of the other type would need a secret that it has not, or have one that it cannot keep. */
export type OpenidClientChanges = Partial<Omit<OpenidClientSettings, 'clientType'>>;

const inWords = (value: OpenidClientSettings[keyof OpenidClientSettings]): string | boolean | null =>
  typeof value === 'object' && value !== null ? value.join(' ') : value;

/** Each setting that differs, before and after. */
function differences(before: OpenidClientSettings, after: OpenidClientSettings): AuditDetails {
  const details: Record<string, AuditDetails[string]> = {};
  for (const field of Object.keys(after) as (keyof OpenidClientSettings)[]) {
    const [was, is] = [inWords(before[field]), inWords(after[field])];
    if (was !== is) details[field] = { before: was, after: is };
  }
  return details;
}

export type UpdateOpenidClient = (
  by: ClientManager,
  clientId: string,
  changes: OpenidClientChanges,
) => Promise<ClientView>;

/**
 * Changes settings of a client; those that are not named stay.
 *
 * @throws DomainError `openid_client.action_forbidden`, `openid_client.not_found`, `openid_client.invalid`
 */
export const makeUpdateOpenidClient =
  ({ unitOfWork, clock, clientAddressPolicy: policy }: Deps): UpdateOpenidClient =>
  async (by, clientId, changes) => {
    ensureMayWithOpenidClients(by, 'update');
    const now = clock.now();
    const client = await unitOfWork.run(async (stores) => {
      const stored = await lockClient(stores, clientId);
      const { clientId: _, isEnabled, createdAt, updatedAt, secrets, ...before } = stored;
      const hasReadableSecret = secrets.readable !== null;
      const after = checkedClientSettings({ ...before, ...changes }, { policy, hasReadableSecret, before });
      const details = differences(before, after);
      if (Object.keys(details).length === 0) return stored;
      const changed = { ...stored, ...after, updatedAt: now };
      await stores.openidClients.update(changed);
      await auditClient(stores, by, 'openid_client.updated', changed, { at: now, details });
      return changed;
    });
    return clientView(client, by, now);
  };
