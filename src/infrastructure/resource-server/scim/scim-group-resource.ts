import type { VersionedGroup } from '../../../application/access/resource-server/read-directory.ts';
import {
  SERVICE_FILTERS,
  type ServiceScope,
} from '../../../application/access/resource-server/service-scope.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { AccessUseCases } from '../../container/access.ts';
import { idParameter } from '../../rest/serving/id-parameter.ts';
import { type ServicePath, serviceOperation } from '../serving/service-path.ts';
import { type MembersPatch, readMembersPatch } from './patch-members.ts';
import {
  type ListQuery,
  listByBody,
  listByQuery,
  listResponse,
  readListRequest,
} from './read-list-request.ts';
import { namesTag, representGroup } from './represent.ts';
import {
  groupSchema,
  LIST_QUERY,
  listSchema,
  patchSchema,
  SELECTION_QUERY,
  searchSchema,
} from './scim-documents.ts';
import { SCIM_RESOURCES } from './scim-schemas.ts';
import { namedByQuery, readSelection } from './select-attributes.ts';

/**
 * Most members in one answer of a list: it may have fewer resources than requested (RFC 7644, section 3.4.2.4), and
 * gives their number. A single group has all of its members, since SCIM does not paginate them.
 */
const MOST_MEMBERS = 10_000;

/**
 * Largest change of members, in bytes: as many as one operation may have, each with name and address, as some clients
 * write them.
 */
const PATCH_MAX_BYTES = 500_000;

const filter = SERVICE_FILTERS.seenTeams;
const COUNT_OF_GROUPS = `${LIST_QUERY.count}; fewer where they have more than ${MOST_MEMBERS} members together, unless members are left out by excludedAttributes`;
const FIELDS = {
  kinds: SCIM_RESOURCES.Group.kinds,
  resource: 'Group',
  sets: ['members'],
} as const;

/** What a list of groups is asked for, and how they go out. @throws ScimRefusal */
export function readGroupList(query: ListQuery, base: string) {
  const selection = readSelection(query, 'Group');
  const withMembers = selection.wants('members');
  return {
    request: { ...readListRequest(query, FIELDS), withMembers, mostMembers: MOST_MEMBERS },
    represent: (view: VersionedGroup) => selection.apply(representGroup(view, base, withMembers).resource),
  };
}

/** `scim/Groups/…`: the teams of `teams/`, with their members. `base` is the address of the SCIM server. */
export const makeScimGroupResource = (useCases: AccessUseCases, base: string): readonly ServicePath[] => {
  const list = async (scope: ServiceScope<'seen_teams'>, query: ListQuery) => {
    const { request, represent } = readGroupList(query, base);
    const { total, items } = await useCases.listDirectoryGroups(scope, request);
    return { status: 200, body: listResponse(total, request.startIndex, items.map(represent)) };
  };
  /** The names of the members, where the change needs them: those whom the person may not see have none. */
  const namesFor = async (
    scope: ServiceScope<'seen_teams'>,
    externalId: string,
    { selectsByName }: MembersPatch,
  ): Promise<ReadonlyMap<UserId, string | null>> => {
    if (!selectsByName) return new Map();
    const { members = [] } = await useCases.getDirectoryGroup(scope, externalId);
    return new Map(members.map(({ id, name }) => [id, name]));
  };

  return [
    {
      path: '/scim/Groups/',
      tag: 'scim',
      dialect: 'scim',
      operations: {
        GET: serviceOperation({
          operationId: 'scim_groups_list',
          summary: 'The teams of the person, and those above them, that the service may see',
          query: { ...LIST_QUERY, count: COUNT_OF_GROUPS },
          success: { status: 200, schema: listSchema(groupSchema) },
          filter,
          handle: ({ request, scope }) => list(scope, listByQuery(request)),
        }),
      },
    },
    {
      path: '/scim/Groups/.search/',
      tag: 'scim',
      dialect: 'scim',
      operations: {
        POST: serviceOperation({
          operationId: 'scim_groups_search',
          summary: 'The same list, asked for by a body: what is looked for stays out of addresses and logs',
          body: searchSchema,
          success: { status: 200, schema: listSchema(groupSchema) },
          filter,
          handle: ({ scope, body }) => list(scope, listByBody(body)),
        }),
      },
    },
    {
      path: '/scim/Groups/:id/',
      tag: 'scim',
      dialect: 'scim',
      operations: {
        GET: serviceOperation({
          operationId: 'scim_groups_retrieve',
          summary: 'One of those teams, with its members for those who are among them',
          query: SELECTION_QUERY,
          success: { status: 200, schema: groupSchema },
          filter,
          handle: async ({ request, params, scope }) => {
            const selection = readSelection(namedByQuery(request), 'Group');
            const group = await useCases.getDirectoryGroup(scope, idParameter<string>(params['id']));
            const { resource, etag } = representGroup(group, base);
            const headers = { ETag: etag };
            if (namesTag(request.headers['if-none-match'], etag)) return { status: 304, headers };
            return { status: 200, headers, body: selection.apply(resource) };
          },
        }),
        PATCH: serviceOperation({
          operationId: 'scim_groups_partial_update',
          summary: 'Adds, removes or replaces members, all or nothing; for owners and administrators',
          body: patchSchema,
          largestBody: PATCH_MAX_BYTES,
          query: SELECTION_QUERY,
          success: { status: 200, schema: groupSchema },
          filter,
          handle: async ({ request, params, scope, body }) => {
            const selection = readSelection(namedByQuery(request), 'Group');
            const externalId = idParameter<string>(params['id']);
            const ifMatch = request.headers['if-match'];
            const patch = readMembersPatch(body);
            const names = await namesFor(scope, externalId, patch);
            await useCases.changeGroupMembers(scope, {
              externalId,
              expects: (version) => ifMatch === undefined || namesTag(ifMatch, version),
              change: (members) => patch.apply(members, (id) => names.get(id)),
            });
            const group = await useCases.getDirectoryGroup(scope, externalId);
            const { resource, etag } = representGroup(group, base);
            return { status: 200, headers: { ETag: etag }, body: selection.apply(resource) };
          },
        }),
      },
    },
  ];
};
