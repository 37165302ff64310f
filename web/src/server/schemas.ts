/** Schemas of the server's inputs, for forms, what it suggests to fill in, its bounds, and how it writes tables. */
export {
  aliasesInput,
  aliasPlanInput,
  functionalMailboxCreation,
  MOST_CHANGED_AT_ONCE,
  mailboxCreation,
  mailboxUpdate,
  mailDomainCreation,
  suggestedLocalPart,
  userUpdate,
  withoutFormula,
} from '../../../src/infrastructure/trpc/schemas.ts';
