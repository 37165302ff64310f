/** Schemas that forms of the console check their input with, before the procedures do, and what they suggest. */

export { suggestedLocalPart } from '../../domain/mailbox/suggested-local-part.ts';
export { aliasesInput, aliasPlanInput } from './alias/alias-plan-input.ts';
export { mailDomainCreation } from './mail-domain/mail-domain-creation.ts';
export { functionalMailboxCreation, mailboxCreation, mailboxUpdate } from './mailbox/mailbox-input.ts';
export { userUpdate } from './people/user-update.ts';
