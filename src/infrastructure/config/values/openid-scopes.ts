import { custom, type VariableMeta } from './variable.ts';

/** Scopes of a sign-in (OpenID Connect Core 3.1.2.1): without `openid` a provider returns nothing about the person. */
export const openidScopes = (fallback: string, meta: VariableMeta) =>
  custom(fallback, meta, (written) => {
    const scopes = written.trim().split(/\s+/);
    if (!scopes.includes('openid')) {
      throw new Error('must be scopes separated by spaces, with openid among them: openid email');
    }
    return scopes.join(' ');
  });
