import { z } from 'zod';
import { listSearch } from '../../kit/data/list-search.ts';
import { STATUSES } from './domain.ts';

/** What the address of the list of domains holds. */
export const domainsSearch = listSearch(['name', 'created_at']).extend({
  status: z.enum(STATUSES).optional().catch(undefined),
});
