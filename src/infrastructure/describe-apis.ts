import type { AccountServicePath } from './account-service/account-service-path.ts';
import { LA_SUITE_BASE } from './account-service/la-suite-resource.ts';
import { RESOURCE_SERVER_BASE } from './resource-server/make-service-paths.ts';
import { SCIM_TYPE } from './resource-server/serving/scim-types.ts';
import type { ServicePath } from './resource-server/serving/service-path.ts';
import { type DescribedPath, openApiDocument } from './rest/openapi.ts';
import type { RestPath } from './rest/serving/route.ts';

type Document = ReturnType<typeof openApiDocument>;
type Common = { readonly publicUrl: string; readonly version: string };

/** The description of the client API, at `base`. */
export function describeClientApi(
  paths: readonly RestPath[],
  base: string,
  sessionName: string,
  { publicUrl, version }: Common,
): Document {
  const described: readonly DescribedPath[] = paths.map((path) =>
    path.caller === undefined || path.caller === 'required'
      ? { ...path, security: 'session' }
      : { ...path, security: undefined },
  );
  return openApiDocument(described, {
    serverUrl: `${publicUrl}${base}`,
    version,
    title: 'Régie',
    description: 'Organizations, people, teams and mail of public administrations',
    securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionName } },
  });
}

/** The description of the APIs for other services: on behalf of people, and with API keys. */
export function describeServiceApis(
  servicePaths: readonly ServicePath[],
  accountServicePaths: readonly AccountServicePath[],
  { publicUrl, version }: Common,
): Document {
  const described: readonly DescribedPath[] = [
    ...servicePaths.map((path) => ({
      ...path,
      security: 'accessToken',
      ...(path.dialect === 'scim' ? { mediaType: SCIM_TYPE, isScim: true } : {}),
    })),
    ...accountServicePaths.map((path) => ({
      ...path,
      security: 'apiKey',
      serverUrl: `${publicUrl}${LA_SUITE_BASE}`,
    })),
  ];
  return openApiDocument(described, {
    serverUrl: `${publicUrl}${RESOURCE_SERVER_BASE}`,
    version,
    title: 'Régie for other services',
    description: 'Teams, invitations and SCIM on behalf of people; lists for programs with API keys',
    securitySchemes: {
      accessToken: {
        type: 'http',
        scheme: 'bearer',
        description: 'Access token of a person, issued to the service by the authorization server',
      },
      apiKey: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'ApiKey ⟨key⟩' },
    },
  });
}
