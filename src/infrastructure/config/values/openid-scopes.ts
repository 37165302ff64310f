import { custom, type VariableMeta } from './variable.ts';

/** A scope token (RFC 6749, 3.3) without the signs of lists: a comma or bracket is a mistake here. */
const SCOPE = /^[^\s,[\](){}'"]+$/;

/** Scopes of a sign-in (OpenID Connect Core 3.1.2.1): without `openid` a provider returns nothing about the person. */
export const openidScopes = (fallback: string, meta: VariableMeta) =>
  custom(fallback, meta, (written) => {
    const scopes = written.trim().split(/\s+/);
    if (!scopes.includes('openid') || !scopes.every((scope) => SCOPE.test(scope))) {
      throw new Error('must be scopes separated by spaces, with openid among them: openid email');
    }
    return scopes.join(' ');
  });
