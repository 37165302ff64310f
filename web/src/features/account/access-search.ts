import { z } from 'zod';
import { listSearch } from '../../kit/data/list-search.ts';

export const ROLE_KINDS = ['mail_domain', 'team', 'organization'] as const;

/** What the address of the list of roles holds. */
export const accessSearch = listSearch(['name', 'since']).extend({
  kind: z.enum(ROLE_KINDS).optional().catch(undefined),
});
