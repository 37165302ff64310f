import type {
  CreateServiceProvider,
  ListRegisteredServices,
  ListServicesOf,
  RenameServiceProvider,
  SetServiceAllowed,
} from '../../../application/access/service-provider/manage-service-providers.ts';
import type { AppointAdministrator } from '../../../application/organization/administrators/appoint-administrator.ts';
import type {
  GrantOrganizationAccess,
  ListOrganizationAccesses,
  RevokeOrganizationAccess,
} from '../../../application/organization/administrators/change-organization-access.ts';
import type {
  DecideClaim,
  FileClaim,
  ListClaims,
} from '../../../application/organization/administrators/claim-organization.ts';
import type { ChangeMetadata } from '../../../application/organization/change-metadata.ts';
import type { CreateOrganization } from '../../../application/organization/create-organization.ts';
import type { EditOrganization } from '../../../application/organization/edit-organization.ts';
import type { GetOrganization } from '../../../application/organization/get-organization.ts';
import type {
  InspectOrganization,
  ListOrganizations,
} from '../../../application/organization/list-organizations.ts';
import type { MergeOrganizations } from '../../../application/organization/merge-organizations.ts';
import type { NormalizeRegistrationIds } from '../../../application/organization/normalize-registration-ids.ts';
import type {
  CheckOrganizationUpdate,
  RenameOrganization,
} from '../../../application/organization/rename-organization.ts';
import type { TellPlugins } from '../../../application/organization/tell-plugins.ts';
import type { InspectAccount, ListAccounts } from '../../../application/people/list-accounts.ts';
import type { MoveUser } from '../../../application/people/move-user.ts';
import type { SetUserFlags } from '../../../application/people/set-user-flags.ts';
import type {
  ListDiscrepancies,
  SettleDiscrepancy,
} from '../../../application/people/sign-in/settle-discrepancy.ts';
import { token } from './typed-bind.ts';

/** Organizations, and what staff do to run the installation. */
export const ORGANIZATION_TOKENS = {
  getOrganization: token<GetOrganization>('GetOrganization'),
  checkOrganizationUpdate: token<CheckOrganizationUpdate>('CheckOrganizationUpdate'),
  renameOrganization: token<RenameOrganization>('RenameOrganization'),
  listOrganizations: token<ListOrganizations>('ListOrganizations'),
  inspectOrganization: token<InspectOrganization>('InspectOrganization'),
  createOrganization: token<CreateOrganization>('CreateOrganization'),
  editOrganization: token<EditOrganization>('EditOrganization'),
  mergeOrganizations: token<MergeOrganizations>('MergeOrganizations'),
  normalizeRegistrationIds: token<NormalizeRegistrationIds>('NormalizeRegistrationIds'),
  listDiscrepancies: token<ListDiscrepancies>('ListDiscrepancies'),
  settleDiscrepancy: token<SettleDiscrepancy>('SettleDiscrepancy'),
  tellPlugins: token<TellPlugins>('TellPlugins'),
  appointAdministrator: token<AppointAdministrator>('AppointAdministrator'),
  listOrganizationAccesses: token<ListOrganizationAccesses>('ListOrganizationAccesses'),
  grantOrganizationAccess: token<GrantOrganizationAccess>('GrantOrganizationAccess'),
  revokeOrganizationAccess: token<RevokeOrganizationAccess>('RevokeOrganizationAccess'),
  fileClaim: token<FileClaim>('FileClaim'),
  listClaims: token<ListClaims>('ListClaims'),
  approveClaim: token<DecideClaim>('ApproveClaim'),
  rejectClaim: token<DecideClaim>('RejectClaim'),
  withdrawClaim: token<DecideClaim>('WithdrawClaim'),
  changeMetadata: token<ChangeMetadata>('ChangeMetadata'),
  listRegisteredServices: token<ListRegisteredServices>('ListRegisteredServices'),
  listServicesOf: token<ListServicesOf>('ListServicesOf'),
  createServiceProvider: token<CreateServiceProvider>('CreateServiceProvider'),
  renameServiceProvider: token<RenameServiceProvider>('RenameServiceProvider'),
  setServiceAllowed: token<SetServiceAllowed>('SetServiceAllowed'),
  listAccounts: token<ListAccounts>('ListAccounts'),
  inspectAccount: token<InspectAccount>('InspectAccount'),
  moveUser: token<MoveUser>('MoveUser'),
  setUserFlags: token<SetUserFlags>('SetUserFlags'),
};
