import type { PublicConfig } from '../http/public-config.ts';
import { makeAliasResource } from './resources/alias-resource.ts';
import { makeContactResource } from './resources/contact-resource.ts';
import { makeInformationResource } from './resources/information-resource.ts';
import { makeMailDomainAccessResource } from './resources/mail-domain-access-resource.ts';
import { makeMailDomainInvitationResource } from './resources/mail-domain-invitation-resource.ts';
import { makeMailDomainResource } from './resources/mail-domain-resource.ts';
import { makeMailboxResource } from './resources/mailbox-resource.ts';
import { makeOrganizationResource } from './resources/organization-resource.ts';
import { makeServiceProviderResource } from './resources/service-provider-resource.ts';
import { makeTeamAccessResource } from './resources/team-access-resource.ts';
import { makeTeamInvitationResource } from './resources/team-invitation-resource.ts';
import { makeTeamResource } from './resources/team-resource.ts';
import { makeUserResource } from './resources/user-resource.ts';
import type { RestPath } from './route.ts';

type UseCases = Parameters<typeof makeUserResource>[0] &
  Parameters<typeof makeOrganizationResource>[0] &
  Parameters<typeof makeServiceProviderResource>[0] &
  Parameters<typeof makeInformationResource>[0] &
  Parameters<typeof makeTeamResource>[0] &
  Parameters<typeof makeTeamAccessResource>[0] &
  Parameters<typeof makeTeamInvitationResource>[0] &
  Parameters<typeof makeContactResource>[0] &
  Parameters<typeof makeMailDomainResource>[0] &
  Parameters<typeof makeMailDomainAccessResource>[0] &
  Parameters<typeof makeMailDomainInvitationResource>[0] &
  Parameters<typeof makeAliasResource>[0] &
  Parameters<typeof makeMailboxResource>[0];

/** Every path of the client API, below its base path. */
export const makeResources = (useCases: UseCases, publicConfig: PublicConfig): readonly RestPath[] => [
  ...makeInformationResource(useCases, publicConfig),
  ...makeUserResource(useCases),
  ...makeOrganizationResource(useCases),
  ...makeServiceProviderResource(useCases),
  ...makeTeamResource(useCases),
  ...makeTeamAccessResource(useCases),
  ...makeTeamInvitationResource(useCases),
  ...makeContactResource(useCases),
  ...makeMailDomainResource(useCases),
  ...makeMailDomainAccessResource(useCases),
  ...makeMailDomainInvitationResource(useCases),
  ...makeMailboxResource(useCases),
  ...makeAliasResource(useCases),
];
