import { z } from 'zod';
import { listSearch } from '../../kit/data/list-search.ts';

const ROLES = ['owner', 'administrator', 'viewer'] as const;

/** What the address of the accesses to a mail domain holds. */
export const domainAccessSearch = listSearch(['user__name']).extend({
  role: z.enum(ROLES).optional().catch(undefined),
  /** The page of invitations. */
  invited: z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined),
});
