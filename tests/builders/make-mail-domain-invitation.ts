import type { MailDomainInvitation } from '../../src/domain/invitation/mail-domain-invitation.ts';
import type { MailDomainInvitationId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT, minutesLater } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<MailDomainInvitation, 'mailDomainId' | 'issuerId'> & Partial<MailDomainInvitation>;

/** An invitation as a viewer, valid for an hour. */
export const makeMailDomainInvitation = (given: Given): MailDomainInvitation => ({
  id: newId<MailDomainInvitationId>(),
  email: 'invited@commune.example',
  role: 'viewer',
  expiresAt: minutesLater(60),
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
