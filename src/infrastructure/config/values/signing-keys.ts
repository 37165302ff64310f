import { readPrivateKeys } from '../../../adapters/oauth/read-private-keys.ts';
import { type SigningKey, signingKeyFrom } from '../../../adapters/openid/signing-key.ts';

/** @throws Error naming the key by position and its problem, without its content */
export const readSigningKeys = (written: string): readonly SigningKey[] =>
  readPrivateKeys(written).map((key, index) => {
    try {
      return signingKeyFrom(key);
    } catch (error) {
      throw new Error(`key ${index + 1} ${(error as Error).message}`);
    }
  });
