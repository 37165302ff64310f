import type { ClientAddressPolicy } from '../../../domain/identity/client-address.ts';
import { NO_SECRETS } from '../../../domain/identity/client-secrets.ts';
import type { OpenidClientSettings } from '../../../domain/identity/openid-client.ts';
import { ensureMayWithOpenidClients } from '../../../domain/identity/openid-client-access.ts';
import { checkedClientId, checkedClientSettings } from '../../../domain/identity/openid-client-rules.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { UnitOfWork } from '../../unit-of-work.ts';
import { auditClient, type ClientManager, type ClientStores } from './client-manager.ts';
import { CLIENT_SECRET_BYTES, clientSecretHash } from './client-secret-hash.ts';
import { type ClientView, clientView } from './client-view.ts';
import type { RegisteredClient } from './openid-client-repository.ts';

type Deps = {
  unitOfWork: UnitOfWork<ClientStores>;
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
  clientAddressPolicy: ClientAddressPolicy;
};

/** The secret itself is returned here once, and stored nowhere; null for public clients. */
export type ClientWithSecret = { readonly client: ClientView; readonly secret: string | null };

export type CreateOpenidClient = (
  by: ClientManager,
  settings: OpenidClientSettings,
  /** Drawn when it is not told. */
  clientId?: string,
) => Promise<ClientWithSecret>;

/** @throws DomainError `openid_client.action_forbidden`, `openid_client.invalid`, `openid_client.id_taken` */
export const makeCreateOpenidClient =
  ({ unitOfWork, clock, ids, secrets, digest, clientAddressPolicy: policy }: Deps): CreateOpenidClient =>
  async (by, settings, clientId) => {
    ensureMayWithOpenidClients(by, 'create');
    const checked = checkedClientSettings(settings, { policy, hasReadableSecret: false });
    const now = clock.now();
    const secret = checked.clientType === 'public' ? null : secrets.next(CLIENT_SECRET_BYTES);
    const client: RegisteredClient = {
      ...checked,
      clientId: clientId === undefined ? ids.next<string>() : checkedClientId(clientId),
      isEnabled: true,
      createdAt: now,
      updatedAt: now,
      secrets:
        secret === null
          ? NO_SECRETS
          : { ...NO_SECRETS, hash: clientSecretHash(digest, secret), issuedAt: now },
    };
    await unitOfWork.run(async (stores) => {
      await stores.openidClients.insert(client);
      const { clientType, requiresPkce, redirectUris } = client;
      const details = { clientType, requiresPkce, redirectUris };
      await auditClient(stores, by, 'openid_client.created', client, { at: now, details });
    });
    return { client: clientView(client, by, now), secret };
  };
