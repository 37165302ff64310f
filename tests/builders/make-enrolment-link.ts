import { createHash } from 'node:crypto';
import { type EnrolmentLink, newEnrolmentLink } from '../../src/domain/identity/enrolment-link.ts';
import type { EnrolmentLinkId, MailboxId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** One that nobody has used. */
export const makeEnrolmentLink = (given: Partial<EnrolmentLink> = {}): EnrolmentLink => ({
  ...newEnrolmentLink({
    id: createHash('sha256').update(newId()).digest('hex') as EnrolmentLinkId,
    mailboxId: newId<MailboxId>(),
    language: 'fr-fr',
    createdAt: CREATED_AT,
  }),
  ...given,
});
