import { z } from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { RestMethod, RestOperation, RestPath } from './route.ts';

type Options = {
  readonly serverUrl: string;
  readonly version: string;
  /** Name of the session cookie. */
  readonly sessionName: string;
};

const errorSchema = z
  .object({ detail: z.string(), code: z.string().optional() })
  .meta({ id: 'Error', description: 'Also carries the stable code of an upstream failure' });
const fieldErrorsSchema = z.record(z.string(), z.array(z.string())).meta({
  id: 'FieldErrors',
  description: 'Per field what is wrong with it; __all__ and non_field_errors for the whole',
});

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });
const failure = (description: string) => ({ description, ...json(errorSchema) });

/** `/mail-domains/:slug/` as OpenAPI writes it. */
const template = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
const pathParameters = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

function describe(path: RestPath, declared: RestOperation) {
  const names = pathParameters(path.path);
  const requestParams = {
    ...(names.length > 0
      ? { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }
      : {}),
    ...(declared.query
      ? {
          query: z.object(
            Object.fromEntries(
              Object.entries(declared.query).map(([name, description]) => [
                name,
                z.string().optional().meta({ description }),
              ]),
            ),
          ),
        }
      : {}),
  };
  return {
    operationId: declared.operationId,
    summary: declared.summary,
    tags: [path.tag],
    security: [{ session: [] }],
    ...(Object.keys(requestParams).length > 0 ? { requestParams } : {}),
    ...(declared.body ? { requestBody: json(declared.body) } : {}),
    responses: {
      [declared.success.status]: {
        description: 'Success',
        ...(declared.success.schema ? json(declared.success.schema) : {}),
      },
      ...(declared.body ? { 400: { description: 'A field is wrong', ...json(fieldErrorsSchema) } } : {}),
      401: failure('Nobody is signed in'),
      403: failure('Not allowed'),
      ...(names.length > 0 ? { 404: failure('No such object, or none the caller may know of') } : {}),
    },
  };
}

/** The OpenAPI 3.1 description of a table of paths, made from the very schemas that read and write bodies. */
export function openApiDocument(
  paths: readonly RestPath[],
  { serverUrl, version, sessionName }: Options,
): ReturnType<typeof createDocument> {
  const described: ZodOpenApiPathsObject = {};
  for (const path of paths) {
    described[template(path.path)] = Object.fromEntries(
      Object.entries(path.operations).map(([method, declared]) => [
        (method as RestMethod).toLowerCase(),
        describe(path, declared),
      ]),
    );
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Régie',
      version,
      description: 'Organizations, people, teams and mail of public administrations',
    },
    servers: [{ url: serverUrl }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionName } },
    },
    paths: described,
  });
}
