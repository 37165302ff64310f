import type { KeyObject } from 'node:crypto';
import { DecryptionKey } from '../../../adapters/oauth/decryption-key.ts';

type Environment = Readonly<{
  OIDC_RS_PRIVATE_KEY_STR: readonly KeyObject[];
  OIDC_RS_PRIVATE_KEYS: readonly KeyObject[];
  OIDC_RS_ENCRYPTION_ALGO: readonly string[];
  OIDC_RS_ENCRYPTION_KEY_TYPE: readonly string[];
}>;

/** The private keys that decrypt introspection answers, the present one first, each once. */
export function resourceServerKeys(env: Environment): readonly DecryptionKey[] {
  const keys = [...env.OIDC_RS_PRIVATE_KEY_STR, ...env.OIDC_RS_PRIVATE_KEYS].map(
    (key) => new DecryptionKey(key, env.OIDC_RS_ENCRYPTION_ALGO),
  );
  return [...new Map(keys.map((key) => [key.kid, key])).values()];
}

/** Problems of keys and algorithms together: a key that suits no algorithm is a mistake. */
export function resourceServerKeyProblems(env: Environment): string[] {
  const keys = resourceServerKeys(env);
  const types = env.OIDC_RS_ENCRYPTION_KEY_TYPE;
  const wrongType = keys.filter(({ type }) => types.length > 0 && !types.includes(type));
  const unused = keys.filter(({ algorithms }) => algorithms.length === 0);
  const missing = env.OIDC_RS_ENCRYPTION_ALGO.filter(
    (name) => keys.length > 0 && !keys.some(({ algorithms }) => algorithms.includes(name)),
  );
  return [
    ...wrongType.map(
      ({ kid, type }) => `OIDC_RS_ENCRYPTION_KEY_TYPE: the private key ${kid} is of type ${type}`,
    ),
    ...unused.map(
      ({ kid, type }) =>
        `OIDC_RS_ENCRYPTION_ALGO: none of its algorithms is for the private key ${kid} of type ${type}`,
    ),
    ...missing.map((name) => `OIDC_RS_ENCRYPTION_ALGO: no private key is for ${name}`),
  ];
}
