import { z } from 'zod';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { AccessUseCases } from '../../container/access.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { paginate, readOrder, readPageSize } from '../serving/pagination.ts';
import { queryText } from '../serving/query-parameters.ts';
import { operation, type RestPath } from '../serving/route.ts';
import { pageSchema } from '../wire/page-schema.ts';

const serviceProviderSchema = z
  .object({ id: z.uuid(), audience_id: z.string(), name: z.string() })
  .meta({ id: 'ServiceProvider' });

const present = ({ id, audienceId, name }: ServiceProvider) => ({ id, audience_id: audienceId, name });

const ORDER_FIELDS = ['name', 'created_at'] as const;
const BY_NAME = [{ field: 'name', descending: false }] as const;

/** `service-providers/…` of contract/rest-api.md 3.4. */
export const makeServiceProviderResource = (useCases: AccessUseCases): readonly RestPath[] => [
  {
    path: '/service-providers/',
    tag: 'service-providers',
    throttled: true,
    operations: {
      GET: operation({
        operationId: 'service_providers_list',
        summary: 'The services linked to the organization of the signed-in person',
        query: {
          name: 'part of the name',
          audience_id: 'the exact client id',
          ordering: 'name, created_at, with - for descending',
          page: 'from 1, or last',
          page_size: 'at most 100',
        },
        success: { status: 200, schema: pageSchema(serviceProviderSchema) },
        handle: async ({ actor, request }) => {
          const filter = {
            name: queryText(request, 'name')?.trim() || undefined,
            audienceId: queryText(request, 'audience_id')?.trim() || undefined,
          };
          return {
            status: 200,
            body: await paginate(
              request,
              readOrder(request.query, ORDER_FIELDS, BY_NAME),
              (page) => useCases.listServiceProviders(actor, filter, page),
              present,
              readPageSize(request.query),
            ),
          };
        },
      }),
    },
  },
  {
    path: '/service-providers/:id/',
    tag: 'service-providers',
    throttled: true,
    operations: {
      GET: operation({
        operationId: 'service_providers_retrieve',
        summary: 'One of them',
        success: { status: 200, schema: serviceProviderSchema },
        handle: async ({ actor, params }) => {
          const id = idParameter<ServiceProviderId>(params['id']);
          return { status: 200, body: present(await useCases.getServiceProvider(actor, id)) };
        },
      }),
    },
  },
];
