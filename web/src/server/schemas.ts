/** Schemas of the server's inputs, for forms, and what it suggests to fill in. */
export {
  aliasesInput,
  aliasPlanInput,
  functionalMailboxCreation,
  mailboxCreation,
  mailboxUpdate,
  mailDomainCreation,
  suggestedLocalPart,
  userUpdate,
} from '../../../src/infrastructure/trpc/schemas.ts';
