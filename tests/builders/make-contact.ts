import type { Contact } from '../../src/domain/people/contact.ts';
import type { ContactId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** A public contact. */
export const makeContact = (given: Partial<Contact> = {}): Contact => ({
  id: newId<ContactId>(),
  fullName: 'Dominique Petit',
  shortName: null,
  notes: '',
  data: {},
  ownerId: null,
  overrideId: null,
  userId: null,
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
