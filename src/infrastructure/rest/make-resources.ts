import type { UseCases } from '../container/container.ts';
import { BrowserCookies, type CookieSettings } from '../http/browser-cookies.ts';
import type { PublicConfig } from '../http/public-config.ts';
import { makeServiceProviderResource } from './access/service-provider-resource.ts';
import { makeAliasResource } from './alias/alias-resource.ts';
import { makeInformationResource } from './information/information-resource.ts';
import { makeMailDomainInvitationResource } from './invitation/mail-domain-invitation-resource.ts';
import { makeTeamInvitationResource } from './invitation/team-invitation-resource.ts';
import { makeMailDomainAccessResource } from './mail-domain/mail-domain-access-resource.ts';
import { makeMailDomainResource } from './mail-domain/mail-domain-resource.ts';
import { makeMailboxResource } from './mailbox/mailbox-resource.ts';
import { makeOrganizationResource } from './organization/organization-resource.ts';
import { makeContactResource } from './people/contact-resource.ts';
import { makeUserResource } from './people/user-resource.ts';
import type { RestPath } from './serving/route.ts';
import { makeLoginResource } from './sign-in/login-resource.ts';
import { makeTeamAccessResource } from './team/team-access-resource.ts';
import { makeTeamResource } from './team/team-resource.ts';

/** Every path of the client API, below its base path. */
export const makeResources = (
  useCases: UseCases,
  { publicConfig, cookies }: Readonly<{ publicConfig: PublicConfig; cookies: CookieSettings }>,
): readonly RestPath[] => [
  ...makeInformationResource(useCases, publicConfig),
  ...makeLoginResource(useCases, new BrowserCookies(cookies)),
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
