import { goodSecretHashes, withRehashed } from '../../../domain/identity/client-secrets.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { Clock, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { clientSecretHash, isClientSecretHash } from './client-secret-hash.ts';
import type { RegisteredClient } from './openid-client-repository.ts';

/** Longest secret that is compared, in characters; real ones are shorter. */
const LONGEST_SECRET = 1024;

/**
 * Secrets that this process compares with slow hashes at the same time, waiting ones included: wrong secrets come from
 * anybody who knows the id of a client, and hashing keeps owners of mailboxes waiting as well.
 */
const MOST_UNDER_WAY = 8;
const TRY_AGAIN_SECONDS = 5;

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'openidClients'>>;
  passwordHasher: Pick<PasswordHasher, 'hashGenerated' | 'verify' | 'needsRehash'>;
  digest: TextDigest;
  clock: Clock;
};
export type CheckClientSecret = (client: RegisteredClient, secret: string) => Promise<boolean>;

/**
 * Whether a secret is one of the client's that are good now; never for public and disabled clients. Digests are compared
 * in constant time. A hash of Django's is replaced by one of ours at its first success.
 *
 * @throws DomainError `request.throttled` when too many are being compared with slow hashes
 */
export const makeCheckClientSecret = ({
  unitOfWork,
  passwordHasher,
  digest,
  clock,
}: Deps): CheckClientSecret => {
  let underWay = 0;

  const isSecretOf = async (hash: string, secret: string): Promise<boolean> => {
    if (isClientSecretHash(hash)) return digest.isSame(hash, clientSecretHash(digest, secret));
    if (underWay >= MOST_UNDER_WAY) {
      throw new DomainError('request.throttled', 'Too many secrets are being compared', {
        params: { seconds: String(TRY_AGAIN_SECONDS) },
        retryAfterSeconds: TRY_AGAIN_SECONDS,
      });
    }
    underWay += 1;
    try {
      return await passwordHasher.verify(hash, secret);
    } finally {
      underWay -= 1;
    }
  };

  const replace = async (clientId: string, hash: string, secret: string): Promise<void> => {
    // The reference let people choose secrets: one that could be guessed keeps a slow hash.
    const ours = await passwordHasher.hashGenerated(secret);
    await unitOfWork.run(async ({ openidClients }) => {
      const stored = await openidClients.lock(clientId);
      if (stored)
        await openidClients.update({ ...stored, secrets: withRehashed(stored.secrets, hash, ours) });
    });
  };

  return async ({ clientId, clientType, isEnabled, secrets }, secret) => {
    if (clientType === 'public' || !isEnabled) return false;
    if (secret === '' || isLongerThan(secret, LONGEST_SECRET) || secret.includes('\0')) return false;
    const { readable } = secrets;
    if (readable !== null && digest.isSame(digest.sha256(readable), digest.sha256(secret))) return true;
    for (const hash of goodSecretHashes(secrets, clock.now())) {
      if (!(await isSecretOf(hash, secret))) continue;
      if (!isClientSecretHash(hash) && passwordHasher.needsRehash(hash))
        await replace(clientId, hash, secret);
      return true;
    }
    return false;
  };
};
