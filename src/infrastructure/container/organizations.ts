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
import { makeGetOrganization } from '../../application/organization/get-organization.ts';
import { makeListCommuneIds } from '../../application/organization/list-commune-ids.ts';
import {
  makeInspectOrganization,
  makeListOrganizations,
} from '../../application/organization/list-organizations.ts';
import { makeMergeOrganizations } from '../../application/organization/merge-organizations.ts';
import { makeNormalizeRegistrationIds } from '../../application/organization/normalize-registration-ids.ts';
import { makeRequeueUnnamedOrganizations } from '../../application/organization/plugins/requeue-unnamed-organizations.ts';
import { makeRunPluginHook } from '../../application/organization/plugins/run-plugin-hook.ts';
import {
  makeCheckOrganizationUpdate,
  makeRenameOrganization,
} from '../../application/organization/rename-organization.ts';
import { makeTellPlugins } from '../../application/organization/tell-plugins.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** Organizations, their administrators, and their management by staff and plugins. */
export const organizations = area('Organizations', (given) => {
  const { claims, sharedMailDomains } = given.signInSettings;
  const editing = { ...given, registrationIdPattern: claims.registrationIdPattern, sharedMailDomains };
  const appointing = { ...given, appointAdministrator: makeAppointAdministrator(given) };
  const reading = { ...given, getOrganization: makeGetOrganization(given) };
  return {
    useCases: {
      getOrganization: reading.getOrganization,
      checkOrganizationUpdate: makeCheckOrganizationUpdate(reading),
      renameOrganization: makeRenameOrganization(reading),
      listCommuneIds: makeListCommuneIds(given),

      listOrganizations: makeListOrganizations(editing),
      inspectOrganization: makeInspectOrganization(given),
      createOrganization: makeCreateOrganization(editing),
      editOrganization: makeEditOrganization(editing),
      mergeOrganizations: makeMergeOrganizations(given),
      normalizeRegistrationIds: makeNormalizeRegistrationIds(given),
      changeMetadata: makeChangeMetadata(given),
      tellPlugins: makeTellPlugins(given),

      listOrganizationAccesses: makeListOrganizationAccesses(given),
      grantOrganizationAccess: makeGrantOrganizationAccess(appointing),
      revokeOrganizationAccess: makeRevokeOrganizationAccess(given),
      fileClaim: makeFileClaim(given),
      listClaims: makeListClaims(given),
      approveClaim: makeApproveClaim(appointing),
      rejectClaim: makeRejectClaim(given),
      withdrawClaim: makeWithdrawClaim(given),
    },
    jobs: {
      run_plugin_hook: makeRunPluginHook(given),
      name_unnamed_organizations: makeRequeueUnnamedOrganizations(given),
    },
  };
});
export type OrganizationUseCases = UseCasesOf<typeof organizations>;
