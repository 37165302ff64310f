import type { TokenIntrospector } from '../../application/access/resource-server/token-introspector.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { reasonOf } from './examine.ts';
import { type Finding, findingsOf } from './finding.ts';

const { right, wrong } = findingsOf('introspection');

/** Asks about a token that nobody has: the server's answer shows whether it takes our credentials, and whether we can read it. */
export async function lookAtIntrospection(
  introspector: TokenIntrospector,
  clientId: string | undefined,
): Promise<readonly Finding[]> {
  if (clientId === undefined)
    return [right('Services do not call with access tokens here (no OIDC_RS_CLIENT_ID)')];
  try {
    await introspector.introspect('regie-doctor-asks-about-no-token');
    return [right(`The authorization server answers ${clientId} about tokens, readably`)];
  } catch (error) {
    const isAway = error instanceof DomainError && error.kind === 'unavailable';
    return [
      isAway
        ? wrong(
            `The authorization server does not answer: ${reasonOf(error)}`,
            'Services get 503 until it does.',
          )
        : wrong(
            `Its answer about a token cannot be used: ${reasonOf(error)}`,
            'Compare OIDC_RS_CLIENT_ID, its secret and the algorithms of OIDC_RS_… with what is registered there.',
          ),
    ];
  }
}
