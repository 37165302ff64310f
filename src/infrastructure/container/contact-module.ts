import { ContainerModule } from 'inversify';
import { makeCreateContact } from '../../application/people/contact/create-contact.ts';
import { makeDeleteContact } from '../../application/people/contact/delete-contact.ts';
import {
  makeFindHiddenContacts,
  makeGetContact,
  makeListContacts,
  makeWalkContacts,
} from '../../application/people/contact/read-contacts.ts';
import { makeUpdateContact } from '../../application/people/contact/update-contact.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';

/** Address books. */
export const contactModule = new ContainerModule((module) => {
  const { unitOfWork, contactQueries, clock, ids } = ADAPTER_TOKENS;
  bindFactory(module, TOKENS.listContacts, makeListContacts, { contactQueries });
  bindFactory(module, TOKENS.walkContacts, makeWalkContacts, { contactQueries });
  bindFactory(module, TOKENS.findHiddenContacts, makeFindHiddenContacts, { contactQueries });
  bindFactory(module, TOKENS.getContact, makeGetContact, { contactQueries });
  bindFactory(module, TOKENS.createContact, makeCreateContact, {
    unitOfWork,
    clock,
    ids,
    contactsPerOwnerMax: TOKENS.contactsPerOwnerMax,
  });
  bindFactory(module, TOKENS.updateContact, makeUpdateContact, { unitOfWork, clock });
  bindFactory(module, TOKENS.deleteContact, makeDeleteContact, { unitOfWork });
});
