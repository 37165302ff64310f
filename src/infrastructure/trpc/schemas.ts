/** What the console shares with the procedures: schemas of its forms, what they suggest, bounds, texts of tables. */

export { suggestedLocalPart } from '../../domain/mailbox/suggested-local-part.ts';
export { MOST_CHANGED_AT_ONCE } from '../../domain/shared/bulk-bounds.ts';
export { withoutFormula } from '../csv/without-formula.ts';
export { aliasesInput, aliasPlanInput } from './alias/alias-plan-input.ts';
export { mailDomainCreation } from './mail-domain/mail-domain-creation.ts';
export { functionalMailboxCreation, mailboxCreation, mailboxUpdate } from './mailbox/mailbox-input.ts';
export { userUpdate } from './people/user-update.ts';
