import type { StoredMailDomainInvitation } from '../../src/adapters/memory/memory-tables.ts';
import { CREATED_AT, minutesLater } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<StoredMailDomainInvitation, 'mailDomainId' | 'issuerId'> &
  Partial<StoredMailDomainInvitation>;

/** An invitation to be a viewer, good for an hour. */
export const makeMailDomainInvitation = (given: Given): StoredMailDomainInvitation => ({
  id: newId(),
  email: 'invited@commune.example',
  role: 'viewer',
  expiresAt: minutesLater(60),
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
