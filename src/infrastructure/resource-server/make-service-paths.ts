import type { UseCases } from '../container/container.ts';
import { makeScimGroupResource } from './scim/scim-group-resource.ts';
import { makeScimMetadataResource } from './scim/scim-metadata-resource.ts';
import { makeScimSearchResource } from './scim/scim-search-resource.ts';
import { makeScimUserResource } from './scim/scim-user-resource.ts';
import { makeServiceTeamInvitationResource } from './service-team-invitation-resource.ts';
import { makeServiceTeamResource } from './service-team-resource.ts';
import type { ServicePath } from './serving/service-path.ts';

/** Base path for other services. The version is part of the contract. */
export const RESOURCE_SERVER_BASE = '/resource-server/v1.0';

/** The allow-list: every path that can be called with an introspected token, below the base path. */
export function makeServicePaths(useCases: UseCases, publicUrl: string): readonly ServicePath[] {
  const scimBase = `${publicUrl}${RESOURCE_SERVER_BASE}/scim`;
  return [
    ...makeServiceTeamResource(useCases),
    ...makeServiceTeamInvitationResource(useCases),
    ...makeScimUserResource(useCases, scimBase),
    ...makeScimGroupResource(useCases, scimBase),
    ...makeScimSearchResource(useCases, scimBase),
    ...makeScimMetadataResource(scimBase),
  ];
}
