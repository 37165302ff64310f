import type { RequestOrigin } from '../../domain/audit/request-origin.ts';
import { isBearerToken, unwrappedBearer } from '../../domain/resource-server/unwrapped-bearer.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { type Actor, actAs } from '../actor.ts';
import type { UserQueries } from '../ports/queries.ts';
import type { Introspection, TokenIntrospector } from '../ports/token-introspector.ts';

/** Who calls the resource server: a service, on behalf of a person. */
export type ResourceServerCaller = Readonly<{
  actor: Actor;
  /** Client id of the calling service: the `audienceId` of its service provider, if there is one. */
  audience: string;
  scopes: readonly string[];
}>;

export type ResourceServerSettings = Readonly<{
  /** At least one of them must be among the token's scopes. */
  scopes: readonly string[];
}>;

type Deps = {
  userQueries: UserQueries;
  tokenIntrospector: TokenIntrospector;
  /** Undefined when the installation is not a resource server. */
  resourceServerSettings: ResourceServerSettings | undefined;
};
/** `from`: where the request came from. */
export type RecognizeResourceServerCaller = (
  bearer: string,
  from: Pick<RequestOrigin, 'address' | 'requestId'>,
) => Promise<ResourceServerCaller>;

type ActiveToken = Extract<Introspection, { active: true }>;

/**
 * Finds out who calls with an access token of the authorization server (contract/resource-server.md section 3; deviation
 * D2). The value is asked about as it is and, only if it is not an active token, with its base64 taken off. Nobody is
 * created.
 *
 * @throws DomainError `resource_server.not_configured`; `bearer.request_invalid` when it cannot be a token;
 * `bearer.invalid` when it is not active, names no client or belongs to somebody deactivated;
 * `bearer.insufficient_scope`; `bearer.nobody_named` without a person and `bearer.unknown_user` for one we do not know;
 * or of the authorization server (`identity_provider.…`)
 */
export const makeRecognizeResourceServerCaller =
  ({ userQueries, tokenIntrospector, resourceServerSettings }: Deps): RecognizeResourceServerCaller =>
  async (bearer, from) => {
    if (!resourceServerSettings) {
      throw new DomainError('resource_server.not_configured', 'This installation is not a resource server');
    }
    if (!isBearerToken(bearer)) throw new DomainError('bearer.request_invalid', 'Not an access token');
    const { sub, clientId, scopes } = await activeToken(tokenIntrospector, bearer);
    if (!resourceServerSettings.scopes.some((scope) => scopes.includes(scope))) {
      throw new DomainError('bearer.insufficient_scope', 'The token has none of the scopes asked for', {
        params: { scopes: resourceServerSettings.scopes.join(' ') },
      });
    }
    if (clientId === undefined) throw invalid('The token names no client');
    if (sub === undefined) throw new DomainError('bearer.nobody_named', 'The token names no person');
    const user = await userQueries.findBySub(sub);
    if (!user) throw new DomainError('bearer.unknown_user', 'The token is of somebody unknown');
    if (!user.isActive) throw invalid('The token is of somebody deactivated');
    return {
      actor: actAs(user, { ...from, via: 'resource_server', client: clientId }),
      audience: clientId,
      scopes,
    };
  };

async function activeToken(introspector: TokenIntrospector, bearer: string): Promise<ActiveToken> {
  const asGiven = await introspector.introspect(bearer);
  if (asGiven.active) return asGiven;
  const unwrapped = unwrappedBearer(bearer);
  const found = unwrapped === undefined ? asGiven : await introspector.introspect(unwrapped);
  if (!found.active) throw invalid('The token is not active');
  return found;
}

const invalid = (why: string): DomainError => new DomainError('bearer.invalid', why);
