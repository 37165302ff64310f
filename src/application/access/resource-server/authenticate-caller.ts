import { isOurselves } from '../../../domain/access/is-ourselves.ts';
import type { TokenProblem } from '../../../domain/access/token-problem.ts';
import { isBearerToken, unwrappedBearer } from '../../../domain/access/unwrapped-bearer.ts';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { UserQueries } from '../../people/user-queries.ts';
import { type Actor, actAs } from '../../shared/actor.ts';
import type { ReportTokenProblem } from './report-token-problem.ts';
import type { Introspection, TokenIntrospector } from './token-introspector.ts';

/** The caller of the resource server: a service, on behalf of a person. */
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
  /** Our client ids and our address: a token issued to ourselves identifies no calling service. */
  ownNames: readonly string[];
  reportTokenProblem: ReportTokenProblem;
};
/** `from`: where the request came from. */
export type AuthenticateResourceServerCaller = (
  bearer: string,
  from: Pick<RequestOrigin, 'address' | 'requestId'>,
) => Promise<ResourceServerCaller>;

const ISSUED_TO_OURSELVES: TokenProblem = {
  kind: 'caller_is_ourselves',
  reason: 'the token was issued to ourselves, not to a service that calls',
};
const ISSUED_TO_NOBODY: TokenProblem = { kind: 'no_caller', reason: 'the token names no client' };

type ActiveToken = Extract<Introspection, { active: true }>;

/**
 * Identifies the caller by an access token of the authorization server (contract/resource-server.md section 3; deviation
 * D2). The value is introspected unchanged, and decoded from base64 only if it is not an active token. No account is
 * created.
 *
 * @throws DomainError `resource_server.not_configured`; `bearer.request_invalid` when it cannot be a token;
 * `bearer.invalid` when it is not active, described in a way that cannot be used, names no client or ourselves, or
 * belongs to somebody deactivated;
 * `bearer.insufficient_scope`; `bearer.subject_missing` without a person and `bearer.unknown_user` for one we do not know;
 * `request.throttled`; or of the authorization server (`identity_provider.…`)
 */
export const makeAuthenticateResourceServerCaller = ({
  userQueries,
  tokenIntrospector,
  resourceServerSettings,
  ownNames,
  reportTokenProblem,
}: Deps): AuthenticateResourceServerCaller => {
  const unusable = (problem: TokenProblem): DomainError => {
    reportTokenProblem(problem);
    return invalid(problem.reason);
  };

  const activeToken = async (bearer: string, address: string | null): Promise<ActiveToken> => {
    const asGiven = await tokenIntrospector.introspect(bearer, address);
    const isKnown = asGiven.active || asGiven.problem !== undefined;
    const unwrapped = isKnown ? undefined : unwrappedBearer(bearer);
    const found = unwrapped === undefined ? asGiven : await tokenIntrospector.introspect(unwrapped, address);
    if (found.active) return found;
    throw found.problem ? unusable(found.problem) : invalid('The token is not active');
  };

  return async (bearer, from) => {
    if (!resourceServerSettings) {
      throw new DomainError('resource_server.not_configured', 'This installation is not a resource server');
    }
    if (!isBearerToken(bearer)) throw new DomainError('bearer.request_invalid', 'Not an access token');
    const { sub, clientId, scopes } = await activeToken(bearer, from.address);
    if (clientId !== undefined && isOurselves(clientId, ownNames)) throw unusable(ISSUED_TO_OURSELVES);
    if (!resourceServerSettings.scopes.some((scope) => scopes.includes(scope))) {
      throw new DomainError('bearer.insufficient_scope', 'The token has none of the scopes asked for', {
        params: { scopes: resourceServerSettings.scopes.join(' ') },
      });
    }
    if (clientId === undefined) throw unusable(ISSUED_TO_NOBODY);
    if (sub === undefined) throw new DomainError('bearer.subject_missing', 'The token names no person');
    const user = await userQueries.findBySub(sub);
    if (!user) throw new DomainError('bearer.unknown_user', 'The token is of somebody unknown');
    if (!user.isActive) throw invalid('The token is of somebody deactivated');
    return {
      actor: actAs(user, { ...from, via: 'resource_server', client: clientId }),
      audience: clientId,
      scopes,
    };
  };
};

const invalid = (why: string): DomainError => new DomainError('bearer.invalid', why);
