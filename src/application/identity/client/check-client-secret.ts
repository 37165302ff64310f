import {
  type ClientSecrets,
  goodSecretHashes,
  withRehashed,
  withUse,
} from '../../../domain/identity/client-secrets.ts';
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
 * in constant time. A hash of Django's is replaced by one of ours at its first success. Which secret was used is noted once
 * a day, so that a rotation can be ended when nobody uses the former one.
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

  /** The hash of the secret that was given, null for the readable one; undefined where it is none of them. */
  const usedHash = async (secrets: ClientSecrets, secret: string, now: Date) => {
    const { readable } = secrets;
    if (readable !== null && digest.isSame(digest.sha256(readable), digest.sha256(secret))) return null;
    for (const hash of goodSecretHashes(secrets, now)) if (await isSecretOf(hash, secret)) return hash;
    return undefined;
  };

  const note = (clientId: string, change: (secrets: ClientSecrets) => ClientSecrets): Promise<void> =>
    unitOfWork.run(async ({ openidClients }) => {
      const stored = await openidClients.lock(clientId);
      if (!stored) return;
      const secrets = change(stored.secrets);
      // Many may use it at once: one of them notes it.
      if (secrets !== stored.secrets) await openidClients.update({ ...stored, secrets });
    });

  return async ({ clientId, clientType, isEnabled, secrets }, secret) => {
    if (clientType === 'public' || !isEnabled) return false;
    if (secret === '' || isLongerThan(secret, LONGEST_SECRET) || secret.includes('\0')) return false;
    const now = clock.now();
    const hash = await usedHash(secrets, secret, now);
    if (hash === undefined) return false;
    const isForeign = hash !== null && !isClientSecretHash(hash) && passwordHasher.needsRehash(hash);
    if (!isForeign && withUse(secrets, hash, now) === undefined) return true;
    // The reference let people choose secrets: one that could be guessed keeps a slow hash.
    const ours = isForeign ? await passwordHasher.hashGenerated(secret) : undefined;
    await note(clientId, (stored) => {
      const used = withUse(stored, hash, now) ?? stored;
      return isForeign && ours !== undefined ? withRehashed(used, hash, ours) : used;
    });
    return true;
  };
};
