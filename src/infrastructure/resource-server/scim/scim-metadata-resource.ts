import type { Request } from 'express';
import { z } from 'zod';
import { SERVICE_FILTERS } from '../../../application/access/resource-server/service-scope.ts';
import { HttpError } from '../../http/http-error.ts';
import { unboundedQueryText } from '../../rest/serving/query-parameters.ts';
import { type ServicePath, serviceOperation } from '../serving/service-path.ts';
import { LARGEST_COUNT, listResponse } from './read-list-request.ts';
import { listSchema } from './scim-documents.ts';
import { SCIM_RESOURCES, type ScimResourceName } from './scim-schemas.ts';

const filter = SERVICE_FILTERS.noData;
const documentSchema = z.looseObject({ schemas: z.array(z.string()) }).meta({ id: 'ScimDocument' });
const NAMES = Object.keys(SCIM_RESOURCES) as ScimResourceName[];

/** The supported parts of SCIM (RFC 7643, section 5). */
const serviceProviderConfig = (base: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: LARGEST_COUNT },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth Bearer Token',
      description: "A person's access token, issued to the calling service by the authorization server",
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
});

/** RFC 7643, section 6. */
const resourceTypes = (base: string) =>
  NAMES.map((name) => {
    const { endpoint, definition, extensions } = SCIM_RESOURCES[name];
    return {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: name,
      name,
      endpoint,
      description: definition.description,
      schema: definition.id,
      schemaExtensions: extensions.map(({ id }) => ({ schema: id, required: false })),
      meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
    };
  });

/** RFC 7643, section 7. */
const schemas = (base: string) =>
  NAMES.flatMap((name) => {
    const { definition, extensions } = SCIM_RESOURCES[name];
    return [definition, ...extensions].map((schema) => schema.describe(`${base}/Schemas`));
  });

const notFound = () => new HttpError(404, (translate) => ({ detail: translate('not_found') }));

/**
 * Nothing is filtered here, and a client must not believe it was (RFC 7644, section 4).
 *
 * @throws HttpError 403
 */
function refuseFilter(request: Request): void {
  if (unboundedQueryText(request, 'filter') === undefined) return;
  throw new HttpError(403, (translate) => ({ detail: translate('scim_filter_not_served') }));
}

const collection = (path: string, operationId: string, summary: string, items: readonly { id: string }[]) => [
  {
    path: `${path}/`,
    tag: 'scim',
    dialect: 'scim' as const,
    operations: {
      GET: serviceOperation({
        operationId: `${operationId}_list`,
        summary,
        success: { status: 200, schema: listSchema(documentSchema) },
        filter,
        handle: async ({ request }) => {
          refuseFilter(request);
          return { status: 200, body: listResponse(items.length, 1, items) };
        },
      }),
    },
  },
  {
    path: `${path}/:id/`,
    tag: 'scim',
    dialect: 'scim' as const,
    hasDottedIds: true,
    operations: {
      GET: serviceOperation({
        operationId: `${operationId}_retrieve`,
        summary: `${summary}: one of them`,
        success: { status: 200, schema: documentSchema },
        filter,
        handle: async ({ request, params }) => {
          refuseFilter(request);
          const body = items.find(({ id }) => id.toLowerCase() === params['id']?.toLowerCase());
          if (!body) throw notFound();
          return { status: 200, body };
        },
      }),
    },
  },
];

/** Discovery of the SCIM server (RFC 7644, section 4). The same for every caller with a token. */
export const makeScimMetadataResource = (base: string): readonly ServicePath[] => [
  {
    path: '/scim/ServiceProviderConfig/',
    tag: 'scim',
    dialect: 'scim',
    operations: {
      GET: serviceOperation({
        operationId: 'scim_service_provider_config_retrieve',
        summary: 'What of SCIM is served',
        success: { status: 200, schema: documentSchema },
        filter,
        handle: async ({ request }) => {
          refuseFilter(request);
          return { status: 200, body: serviceProviderConfig(base) };
        },
      }),
    },
  },
  ...collection('/scim/ResourceTypes', 'scim_resource_types', 'Types of resources', resourceTypes(base)),
  ...collection('/scim/Schemas', 'scim_schemas', 'Attributes of resources', schemas(base)),
];
