import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { UserQueries } from '../../people/user-queries.ts';
import { type Actor, actAs } from '../../shared/actor.ts';
import type { ReportTokenProblem } from './report-token-problem.ts';
import type { TokenIntrospector } from './token-introspector.ts';

type Deps = {
  userQueries: UserQueries;
  tokenIntrospector: TokenIntrospector;
  /** Clients whose tokens are accepted. */
  bearerClientIds: readonly string[];
  reportTokenProblem: ReportTokenProblem;
};
/** `from`: where the request came from. */
export type AuthenticateBearer = (
  token: string,
  from: Pick<RequestOrigin, 'address' | 'requestId'>,
) => Promise<Actor>;

/**
 * The person on whose behalf an access token was issued, for a program that calls the client API (deviation D30). Only
 * tokens of known clients count, and no account is created.
 *
 * @throws DomainError `sign_in.refused`, `request.throttled`, or of the authorization server (`identity_provider.…`)
 */
export const makeAuthenticateBearer =
  ({ userQueries, tokenIntrospector, bearerClientIds, reportTokenProblem }: Deps): AuthenticateBearer =>
  async (token, from) => {
    const introspection = await tokenIntrospector.introspect(token, from.address);
    const refused = () => new DomainError('sign_in.refused', 'The access token is not accepted');
    if (!introspection.active) {
      if (introspection.problem) reportTokenProblem(introspection.problem);
      throw refused();
    }
    const { sub, clientId } = introspection;
    if (sub === undefined || clientId === undefined || !bearerClientIds.includes(clientId)) throw refused();
    const user = await userQueries.findBySub(sub);
    if (!user?.isActive) throw refused();
    return actAs(user, { ...from, via: 'access_token', client: clientId });
  };
