import { type ClientSecrets, NO_SECRETS, rotatedSecrets } from '../../../domain/identity/client-secrets.ts';
import { ensureMayWithOpenidClients } from '../../../domain/identity/openid-client-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { Clock, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { UnitOfWork } from '../../unit-of-work.ts';
import { auditClient, type ClientManager, type ClientStores, lockClient } from './client-manager.ts';
import { CLIENT_SECRET_BYTES, clientSecretHash } from './client-secret-hash.ts';
import { clientView } from './client-view.ts';
import type { ClientWithSecret } from './create-openid-client.ts';
import type { RegisteredClient } from './openid-client-repository.ts';

type Deps = {
  unitOfWork: UnitOfWork<ClientStores>;
  clock: Clock;
  secrets: SecretGenerator;
  digest: TextDigest;
  passwordHasher: PasswordHasher;
};

/** @throws DomainError `openid_client.has_no_secret`, `openid_client.overlap_impossible` */
function ensureRotates(
  { clientType, idTokenSignedResponseAlg }: RegisteredClient,
  overlapSeconds: number,
): void {
  if (clientType === 'public')
    throw new DomainError('openid_client.has_no_secret', 'Public clients have no secret', {
      params: { field: 'clientType' },
    });
  if (idTokenSignedResponseAlg === 'HS256' && overlapSeconds > 0)
    throw new DomainError(
      'openid_client.overlap_impossible',
      'Its id tokens are signed with one secret only',
      {
        params: { field: 'overlapSeconds' },
      },
    );
}

export type RotateClientSecret = (
  by: ClientManager,
  input: {
    readonly clientId: string;
    /** How long the present secret stays good beside the new one; 0: it ends at once. */
    readonly overlapSeconds: number;
  },
) => Promise<ClientWithSecret>;

/**
 * Gives a client a new secret. The secrets before it end with the overlap at the latest. A client whose id tokens are
 * signed with its secret (HS256) cannot have two.
 *
 * @throws DomainError `openid_client.action_forbidden`, `openid_client.not_found`, `openid_client.has_no_secret`,
 *   `openid_client.overlap_impossible`
 */
export const makeRotateClientSecret = ({
  unitOfWork,
  clock,
  secrets,
  digest,
  passwordHasher,
}: Deps): RotateClientSecret => {
  /** The hash of the present secret, where another may be good beside it. */
  const presentHash = async ({ hash, readable }: ClientSecrets): Promise<string | null> =>
    readable === null ? hash : passwordHasher.hashGenerated(readable);

  return async (by, { clientId, overlapSeconds }) => {
    ensureMayWithOpenidClients(by, 'rotateSecret');
    const now = clock.now();
    const secret = secrets.next(CLIENT_SECRET_BYTES);
    const client = await unitOfWork.run(async (stores) => {
      const stored = await lockClient(stores, clientId);
      ensureRotates(stored, overlapSeconds);
      const rotated =
        stored.idTokenSignedResponseAlg === 'HS256'
          ? { ...NO_SECRETS, readable: secret, issuedAt: now }
          : rotatedSecrets(stored.secrets, {
              hash: clientSecretHash(digest, secret),
              at: now,
              overlapMs: overlapSeconds * 1000,
              presentHash: await presentHash(stored.secrets),
            });
      const changed = { ...stored, secrets: rotated, updatedAt: now };
      await stores.openidClients.update(changed);
      const details = { overlapSeconds };
      await auditClient(stores, by, 'openid_client.secret_rotated', changed, { at: now, details });
      return changed;
    });
    return { client: clientView(client, by, now), secret };
  };
};
