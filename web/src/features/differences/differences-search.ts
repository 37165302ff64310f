import { z } from 'zod';
import { listSearch } from '../../kit/data/list-search.ts';
import { FINDINGS } from './difference.ts';

/** What the address of the differences of a domain holds. */
export const differencesSearch = listSearch(['address']).extend({
  finding: z.enum(FINDINGS).optional().catch(undefined),
  /** Whether those that people chose to ignore are shown too. */
  ignored: z.literal(true).optional().catch(undefined),
});
