import { makeContactResource } from './resources/contact-resource.ts';
import { makeMailDomainResource } from './resources/mail-domain-resource.ts';
import { makeMailboxResource } from './resources/mailbox-resource.ts';
import { makeOrganizationResource } from './resources/organization-resource.ts';
import { makeUserResource } from './resources/user-resource.ts';
import type { RestPath } from './route.ts';

type UseCases = Parameters<typeof makeUserResource>[0] &
  Parameters<typeof makeOrganizationResource>[0] &
  Parameters<typeof makeContactResource>[0] &
  Parameters<typeof makeMailDomainResource>[0] &
  Parameters<typeof makeMailboxResource>[0];

/** Every path of the client API, below its base path. */
export const makeResources = (useCases: UseCases): readonly RestPath[] => [
  ...makeUserResource(useCases),
  ...makeOrganizationResource(useCases),
  ...makeContactResource(useCases),
  ...makeMailDomainResource(useCases),
  ...makeMailboxResource(useCases),
];
