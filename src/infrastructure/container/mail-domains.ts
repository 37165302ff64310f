import {
  makeGrantMailDomainAccess,
  makeRevokeMailDomainAccess,
  makeSetMailDomainRole,
} from '../../application/mail-domain/change-mail-domain-access.ts';
import { makeCreateMailDomain } from '../../application/mail-domain/create-mail-domain.ts';
import {
  makeEditMailDomain,
  makeListManagedMailDomains,
} from '../../application/mail-domain/manage-mail-domains.ts';
import {
  makeGetMailDomainAccess,
  makeListAvailableUsers,
  makeListMailDomainAccesses,
  makeWalkAvailableUsers,
} from '../../application/mail-domain/read-mail-domain-accesses.ts';
import { makeGetMailDomain, makeListMailDomains } from '../../application/mail-domain/read-mail-domains.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** Mail domains, and people's accesses to them. */
export const mailDomains = area('MailDomains', (given) => ({
  useCases: {
    listMailDomains: makeListMailDomains(given),
    getMailDomain: makeGetMailDomain(given),
    createMailDomain: makeCreateMailDomain(given),
    listManagedMailDomains: makeListManagedMailDomains(given),
    editMailDomain: makeEditMailDomain(given),

    listMailDomainAccesses: makeListMailDomainAccesses(given),
    getMailDomainAccess: makeGetMailDomainAccess(given),
    listAvailableUsers: makeListAvailableUsers(given),
    walkAvailableUsers: makeWalkAvailableUsers(given),
    grantMailDomainAccess: makeGrantMailDomainAccess(given),
    setMailDomainRole: makeSetMailDomainRole(given),
    revokeMailDomainAccess: makeRevokeMailDomainAccess(given),
  },
}));
export type MailDomainUseCases = UseCasesOf<typeof mailDomains>;
