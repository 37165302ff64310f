import type { BulkChange } from '../../src/domain/mailbox/bulk-change.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

export const makeMailboxBulkChange = (
  given: Partial<BulkChange> & Pick<BulkChange, 'mailDomainId'>,
): BulkChange => ({
  id: newId(),
  action: 'disable',
  askedBy: null,
  askedAt: CREATED_AT,
  rows: [{ mailboxId: newId(), localPart: 'jean', refusal: null, step: 'activation', revision: 1 }],
  ...given,
});
