import { z } from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { failuresOf } from './openapi-failures.ts';
import type { RestMethod, RestOperation } from './serving/route.ts';

type SecurityScheme =
  | {
      readonly type: 'apiKey';
      readonly in: 'cookie' | 'header';
      readonly name: string;
      readonly description?: string;
    }
  | { readonly type: 'http'; readonly scheme: 'bearer'; readonly description?: string };

type Options = {
  readonly serverUrl: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  /** The schemes of authentication, by name. */
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
};

/** The parts of a path from which its description is made. */
export type DescribedPath = Readonly<{
  /** Express syntax. */
  path: string;
  tag: string;
  /** The callers' authentication scheme; undefined for public paths. */
  security: string | undefined;
  throttled?: boolean;
  /** Media type of bodies; JSON by default. */
  mediaType?: string;
  /** Whether failures are those of SCIM. */
  isScim?: boolean;
  /** Base address of the path, where it is not that of the others. */
  serverUrl?: string;
  operations: Readonly<Partial<Record<RestMethod, Declared>>>;
}>;

const content = (schema: z.ZodType, mediaType: string) => ({ content: { [mediaType]: { schema } } });
const METHODS: readonly RestMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** `/mail-domains/:slug/` in OpenAPI's notation. */
const template = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
const pathParameters = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

type Declared = Pick<
  RestOperation,
  'operationId' | 'summary' | 'body' | 'query' | 'success' | 'ownFailures' | 'inBulk'
> &
  Readonly<{ refusals?: Readonly<Record<number, string>> }>;

function describe(path: DescribedPath, method: RestMethod, declared: Declared) {
  const { security, mediaType = 'application/json' } = path;
  const json = (schema: z.ZodType) => content(schema, mediaType);
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
    security: security === undefined ? [] : [{ [security]: [] }],
    ...(Object.keys(requestParams).length > 0 ? { requestParams } : {}),
    ...(declared.body ? { requestBody: json(declared.body) } : {}),
    responses: {
      [declared.success.status]: {
        description: 'Success',
        ...(declared.success.schema ? json(declared.success.schema) : {}),
      },
      ...failuresOf(
        {
          method,
          hasParameters: names.length > 0,
          hasBody: declared.body !== undefined,
          security,
          isThrottled: path.throttled === true || declared.inBulk === true,
          isScim: path.isScim === true,
          own: declared.ownFailures ?? {},
          meanings: declared.refusals ?? {},
        },
        mediaType,
      ),
    },
  };
}

/** The OpenAPI 3.1 description of a table of paths, from the same schemas that read and write bodies. */
export function openApiDocument(
  paths: readonly DescribedPath[],
  { serverUrl, version, title, description, securitySchemes }: Options,
): ReturnType<typeof createDocument> {
  const described: ZodOpenApiPathsObject = {};
  for (const path of paths) {
    described[template(path.path)] = {
      ...(path.serverUrl === undefined ? {} : { servers: [{ url: path.serverUrl }] }),
      ...Object.fromEntries(
        METHODS.flatMap((method) => {
          const declared = path.operations[method];
          return declared ? [[method.toLowerCase(), describe(path, method, declared)]] : [];
        }),
      ),
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title, version, description },
    servers: [{ url: serverUrl }],
    components: { securitySchemes: { ...securitySchemes } },
    paths: described,
  });
}
