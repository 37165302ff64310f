import { ContainerModule } from 'inversify';
import {
  makeInviteToMailDomain,
  makeRefreshMailDomainInvitation,
  makeWithdrawMailDomainInvitation,
} from '../../application/invitation/invite-to-mail-domain.ts';
import {
  makeGetMailDomainInvitation,
  makeListMailDomainInvitations,
} from '../../application/invitation/read-mail-domain-invitations.ts';
import {
  makeGrantMailDomainAccess,
  makeRevokeMailDomainAccess,
  makeSetMailDomainRole,
} from '../../application/mail-domain/change-mail-domain-access.ts';
import {
  makeGetMailDomainAccess,
  makeListAvailableUsers,
  makeListMailDomainAccesses,
  makeWalkAvailableUsers,
} from '../../application/mail-domain/read-mail-domain-accesses.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';

/** Who may do what with mail domains, and who is invited to them. */
export const mailPeopleModule = new ContainerModule((module) => {
  const { unitOfWork, mailDomainQueries, mailDomainAccessQueries, mailDomainInvitationQueries, clock, ids } =
    ADAPTER_TOKENS;
  const { mailSettings } = TOKENS;

  bindFactory(module, TOKENS.listMailDomainAccesses, makeListMailDomainAccesses, { mailDomainAccessQueries });
  bindFactory(module, TOKENS.getMailDomainAccess, makeGetMailDomainAccess, { mailDomainAccessQueries });
  bindFactory(module, TOKENS.listAvailableUsers, makeListAvailableUsers, { mailDomainAccessQueries });
  bindFactory(module, TOKENS.walkAvailableUsers, makeWalkAvailableUsers, { mailDomainAccessQueries });
  bindFactory(module, TOKENS.grantMailDomainAccess, makeGrantMailDomainAccess, { unitOfWork, clock, ids });
  bindFactory(module, TOKENS.setMailDomainRole, makeSetMailDomainRole, { unitOfWork, clock });
  bindFactory(module, TOKENS.revokeMailDomainAccess, makeRevokeMailDomainAccess, { unitOfWork, clock });

  const reads = { mailDomainQueries, mailDomainInvitationQueries, clock };
  bindFactory(module, TOKENS.listMailDomainInvitations, makeListMailDomainInvitations, reads);
  bindFactory(module, TOKENS.getMailDomainInvitation, makeGetMailDomainInvitation, reads);
  const writes = { unitOfWork, clock, ids, mailSettings };
  bindFactory(module, TOKENS.inviteToMailDomain, makeInviteToMailDomain, writes);
  bindFactory(module, TOKENS.refreshMailDomainInvitation, makeRefreshMailDomainInvitation, writes);
  bindFactory(module, TOKENS.withdrawMailDomainInvitation, makeWithdrawMailDomainInvitation, {
    unitOfWork,
    clock,
  });
});
