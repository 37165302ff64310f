import type { KoaContextWithOIDC } from 'oidc-provider';
import {
  ACRS,
  type AuthenticationLevel,
  lastingLevel,
  toldLevel,
} from '../../../domain/identity/authentication-level.ts';
import { askedLevels } from './asked-levels.ts';

/** What is read of an authorization request that is being answered. */
type OpenidContext = Pick<KoaContextWithOIDC, 'oidc'>;

/** The level that the sign-in of a session reached; undefined where nobody is signed in. */
export function levelOfSession(
  session: Readonly<{ acr?: string | undefined; amr?: readonly string[] | undefined }> | undefined,
): AuthenticationLevel | undefined {
  const acr = ACRS.find((known) => known === session?.acr);
  return acr && { acr, amr: session?.amr ?? [] };
}

/** Whether somebody signed in for the very request that is answered, and not before. */
export const isSignedInForThis = ({ oidc: { result } }: OpenidContext): boolean =>
  result?.login !== undefined;

/** The level that may be said of the session in which a request is answered. */
export function reachedLevel(ctx: OpenidContext): AuthenticationLevel | undefined {
  const level = levelOfSession(ctx.oidc.session);
  return level && !isSignedInForThis(ctx) ? lastingLevel(level) : level;
}

/** The level that the client of a request is told. */
export function levelToTell(ctx: OpenidContext): AuthenticationLevel | undefined {
  const reached = reachedLevel(ctx);
  const { essential } = askedLevels(ctx.oidc.params);
  return reached && essential ? toldLevel(essential, reached) : reached;
}
