import { ContainerModule } from 'inversify';
import {
  makeCreateServiceProvider,
  makeListRegisteredServices,
  makeListServicesOf,
  makeRenameServiceProvider,
  makeSetServiceAllowed,
} from '../../application/access/service-provider/manage-service-providers.ts';
import { makeAppointAdministrator } from '../../application/organization/administrators/appoint-administrator.ts';
import {
  makeGrantOrganizationAccess,
  makeListOrganizationAccesses,
  makeRevokeOrganizationAccess,
} from '../../application/organization/administrators/change-organization-access.ts';
import {
  makeApproveClaim,
  makeFileClaim,
  makeListClaims,
  makeRejectClaim,
  makeWithdrawClaim,
} from '../../application/organization/administrators/claim-organization.ts';
import { makeChangeMetadata } from '../../application/organization/change-metadata.ts';
import { makeCreateOrganization } from '../../application/organization/create-organization.ts';
import { makeEditOrganization } from '../../application/organization/edit-organization.ts';
import {
  makeInspectOrganization,
  makeListOrganizations,
} from '../../application/organization/list-organizations.ts';
import { makeMergeOrganizations } from '../../application/organization/merge-organizations.ts';
import { makeNormalizeRegistrationIds } from '../../application/organization/normalize-registration-ids.ts';
import { makeTellPlugins } from '../../application/organization/tell-plugins.ts';
import { makeInspectAccount, makeListAccounts } from '../../application/people/list-accounts.ts';
import { makeMoveUser } from '../../application/people/move-user.ts';
import { makeSetUserFlags } from '../../application/people/set-user-flags.ts';
import {
  makeListDiscrepancies,
  makeSettleDiscrepancy,
} from '../../application/people/sign-in/settle-discrepancy.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';

/** Who administers organizations, and what staff do with them. */
export const organizationModule = new ContainerModule((module) => {
  const { unitOfWork, organizationQueries, organizationPeopleQueries, clock, ids } = ADAPTER_TOKENS;
  const { serviceProviderQueries, userQueries, metadataSchema, sessions, logger } = ADAPTER_TOKENS;
  const { appointAdministrator, mailSettings, plugins, registrationIdPattern, sharedMailDomains } = TOKENS;

  bindFactory(module, TOKENS.listOrganizations, makeListOrganizations, {
    organizationQueries,
    sharedMailDomains,
  });
  bindFactory(module, TOKENS.inspectOrganization, makeInspectOrganization, { organizationQueries });
  const editing = { unitOfWork, clock, plugins, registrationIdPattern, sharedMailDomains };
  bindFactory(module, TOKENS.createOrganization, makeCreateOrganization, { ...editing, ids });
  bindFactory(module, TOKENS.editOrganization, makeEditOrganization, editing);
  bindFactory(module, TOKENS.mergeOrganizations, makeMergeOrganizations, { unitOfWork, clock, plugins });
  bindFactory(module, TOKENS.normalizeRegistrationIds, makeNormalizeRegistrationIds, {
    unitOfWork,
    organizationQueries,
    clock,
    plugins,
  });
  bindFactory(module, TOKENS.listDiscrepancies, makeListDiscrepancies, { organizationPeopleQueries });
  bindFactory(module, TOKENS.settleDiscrepancy, makeSettleDiscrepancy, {
    unitOfWork,
    moveUser: TOKENS.moveUser,
    clock,
    ids,
    logger,
    plugins,
    sharedMailDomains,
  });
  bindFactory(module, TOKENS.tellPlugins, makeTellPlugins, { unitOfWork, clock, plugins });

  const mailing = { clock, ids, mailSettings };
  bindFactory(module, appointAdministrator, makeAppointAdministrator, { ...mailing, plugins });
  bindFactory(module, TOKENS.listOrganizationAccesses, makeListOrganizationAccesses, {
    organizationQueries,
    organizationPeopleQueries,
  });
  const appointing = { unitOfWork, appointAdministrator };
  bindFactory(module, TOKENS.grantOrganizationAccess, makeGrantOrganizationAccess, appointing);
  bindFactory(module, TOKENS.revokeOrganizationAccess, makeRevokeOrganizationAccess, { unitOfWork, clock });

  bindFactory(module, TOKENS.fileClaim, makeFileClaim, { unitOfWork, ...mailing });
  bindFactory(module, TOKENS.listClaims, makeListClaims, { organizationPeopleQueries });
  bindFactory(module, TOKENS.approveClaim, makeApproveClaim, appointing);
  bindFactory(module, TOKENS.rejectClaim, makeRejectClaim, { unitOfWork, ...mailing });
  bindFactory(module, TOKENS.withdrawClaim, makeWithdrawClaim, { unitOfWork, clock });

  bindFactory(module, TOKENS.changeMetadata, makeChangeMetadata, { unitOfWork, metadataSchema, clock });
  bindFactory(module, TOKENS.listRegisteredServices, makeListRegisteredServices, { serviceProviderQueries });
  bindFactory(module, TOKENS.listServicesOf, makeListServicesOf, { serviceProviderQueries });
  bindFactory(module, TOKENS.createServiceProvider, makeCreateServiceProvider, { unitOfWork, clock, ids });
  bindFactory(module, TOKENS.renameServiceProvider, makeRenameServiceProvider, { unitOfWork, clock });
  bindFactory(module, TOKENS.setServiceAllowed, makeSetServiceAllowed, { unitOfWork, clock });
  bindFactory(module, TOKENS.listAccounts, makeListAccounts, { userQueries });
  bindFactory(module, TOKENS.inspectAccount, makeInspectAccount, { userQueries });
  bindFactory(module, TOKENS.moveUser, makeMoveUser, { unitOfWork, clock });
  bindFactory(module, TOKENS.setUserFlags, makeSetUserFlags, { unitOfWork, sessions, clock });
});
