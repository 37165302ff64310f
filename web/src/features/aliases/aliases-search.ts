import { z } from 'zod';
import { listSearch } from '../../kit/data/list-search.ts';

const localPart = z.coerce.string().max(150).optional().catch(undefined);

/** What the address of one alias holds: whether it is being given more destinations. */
export const aliasSearch = z.object({ add: z.literal('more').optional().catch(undefined) });

/** What the address of the list of aliases holds. */
export const aliasesSearch = listSearch(['local_part']).extend({
  /** The name of an alias that is being created; empty where it is not known yet. */
  new: localPart,
  /** The alias that is being given more destinations. */
  add: localPart,
});
