/** Schemas of the server's inputs, for forms. */
export { mailDomainCreation } from '../../../src/infrastructure/trpc/schemas.ts';
