import { visibleKeyPrefix } from '../../domain/access/key-prefix.ts';
import type { MapRow } from './mapping.ts';

/** Keys are hashed during the import (deviation D6). Each key belongs to one service: the oldest keeps it. */
export const mapAccountService: MapRow<'people_account_service'> = (
  { api_key: key, ...row },
  memory,
  findings,
) => {
  if (key === '') return findings.leaveOut('no key');
  const keyHash = memory.digest(key);
  if (memory.keyHashes.has(keyHash)) return findings.leaveOut('an older service has the same key');
  memory.keyHashes.add(keyHash);
  return { account_service: [{ ...row, key_hash: keyHash, key_prefix: visibleKeyPrefix(key) }] };
};
