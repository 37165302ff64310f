import { type FactorReset, newFactorReset } from '../../src/domain/identity/administration/factor-reset.ts';
import type { FactorResetId, MailboxId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** One that a second person has to confirm. */
export const makeFactorReset = (given: Partial<FactorReset> = {}): FactorReset => ({
  ...newFactorReset({
    id: newId<FactorResetId>(),
    mailboxId: newId<MailboxId>(),
    requestedBy: null,
    needsSecond: true,
    createdAt: CREATED_AT,
  }),
  ...given,
});
