import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { askedLevels, presentsLevel, type SignInLevels } from '../../../domain/people/sign-in-level.ts';
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
  signInLevels: SignInLevels;
  reportTokenProblem: ReportTokenProblem;
};
/** `from`: where the request came from. */
export type AuthenticateBearer = (
  token: string,
  from: Pick<RequestOrigin, 'address' | 'requestId'>,
) => Promise<Actor>;

/**
 * The person on whose behalf an access token was issued, for a program that calls the client API (deviation D30). Only
 * tokens of known clients count, and no account is created. Who has to present a level at sign-in has to have presented it
 * for the token, as the server tells (RFC 9470).
 *
 * @throws DomainError `sign_in.refused`, `sign_in.level_missing` (params `levels`, separated by spaces), `request.throttled`, or of the authorization server (`identity_provider.…`)
 */
export const makeAuthenticateBearer =
  ({
    userQueries,
    tokenIntrospector,
    bearerClientIds,
    signInLevels,
    reportTokenProblem,
  }: Deps): AuthenticateBearer =>
  async (token, from) => {
    const introspection = await tokenIntrospector.introspect(token, from.address);
    const refused = () => new DomainError('sign_in.refused', 'The access token is not accepted');
    if (!introspection.active) {
      if (introspection.problem) reportTokenProblem(introspection.problem);
      throw refused();
    }
    const { sub, clientId, acr } = introspection;
    if (sub === undefined || clientId === undefined || !bearerClientIds.includes(clientId)) throw refused();
    const user = await userQueries.findBySub(sub);
    if (!user?.isActive) throw refused();
    const mayHaveToAdminister = !presentsLevel(signInLevels.administrators, acr);
    const administers = mayHaveToAdminister && (await userQueries.administers(user.id));
    const levels = askedLevels(signInLevels, user, administers);
    if (!presentsLevel(levels, acr)) {
      throw new DomainError(
        'sign_in.level_missing',
        `The token has none of the levels ${levels.join(', ')}`,
        {
          params: { levels: levels.join(' ') },
        },
      );
    }
    return actAs(user, { ...from, via: 'access_token', client: clientId });
  };
