import { z } from 'zod';
import { listSearch } from '../../kit/data/list-search.ts';
import { STATUSES } from './mailbox.ts';

export const MAILBOX_SORTS = ['local_part', 'last_name', 'secondary_email', 'status', 'created_at'] as const;

/** What the address of the list of mailboxes holds. */
export const mailboxesSearch = listSearch(MAILBOX_SORTS).extend({
  status: z.enum(STATUSES).optional().catch(undefined),
  /** A change of many mailboxes that is shown above the list. */
  bulk: z.uuid().optional().catch(undefined),
});
