/** Schemas that forms of the console check their input with, before the procedures do. */
export { mailDomainCreation } from './mail-domain/mail-domain-creation.ts';
