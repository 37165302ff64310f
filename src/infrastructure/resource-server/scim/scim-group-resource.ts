import { SERVICE_FILTERS } from '../../../application/access/resource-server/service-scope.ts';
import type { AccessUseCases } from '../../container/access.ts';
import { idParameter } from '../../rest/serving/id-parameter.ts';
import { type ServicePath, serviceOperation } from '../serving/service-path.ts';
import { readMembersPatch } from './patch-members.ts';
import { listResponse, readListRequest } from './read-list-request.ts';
import { namesTag, representGroup } from './represent.ts';
import { groupSchema, LIST_QUERY, listSchema, patchSchema, SELECTION_QUERY } from './scim-documents.ts';
import { SCIM_RESOURCES } from './scim-schemas.ts';
import { readSelection } from './select-attributes.ts';

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
  schema: SCIM_RESOURCES.Group.definition.id,
  sets: ['members'],
};

/** `scim/Groups/…`: the teams of `teams/`, with their members. `base` is the address of the SCIM server. */
export const makeScimGroupResource = (useCases: AccessUseCases, base: string): readonly ServicePath[] => [
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
        handle: async ({ request, scope }) => {
          const selection = readSelection(request, 'Group');
          const wanted = readListRequest(request, FIELDS);
          const withMembers = selection.wants('members');
          const asked = { ...wanted, withMembers, mostMembers: MOST_MEMBERS };
          const { total, items } = await useCases.listDirectoryGroups(scope, asked);
          const resources = items.map((view) =>
            selection.apply(representGroup(view, base, withMembers).resource),
          );
          return { status: 200, body: listResponse(total, wanted.startIndex, resources) };
        },
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
          const selection = readSelection(request, 'Group');
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
          const selection = readSelection(request, 'Group');
          const externalId = idParameter<string>(params['id']);
          const ifMatch = request.headers['if-match'];
          await useCases.changeGroupMembers(scope, {
            externalId,
            expects: (version) => ifMatch === undefined || namesTag(ifMatch, version),
            change: readMembersPatch(body),
          });
          const group = await useCases.getDirectoryGroup(scope, externalId);
          const { resource, etag } = representGroup(group, base);
          return { status: 200, headers: { ETag: etag }, body: selection.apply(resource) };
        },
      }),
    },
  },
];
