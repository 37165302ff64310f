import type { UserId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TextDigest } from '../../shared/system.ts';

/**
 * A version that changes whenever name, dates or members of a group do, but not with the names of its members, which are
 * theirs (a weak tag, RFC 9110, section 8.8.1). It does not reveal the members.
 */
export const groupVersion = (
  digest: TextDigest,
  { externalId, name, updatedAt }: Team,
  members: readonly UserId[],
): string =>
  digest
    .sha256(JSON.stringify([externalId, name, updatedAt.toISOString(), [...members].sort()]))
    .slice(0, 32);
