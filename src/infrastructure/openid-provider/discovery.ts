import type { KoaContextWithOIDC } from 'oidc-provider';
import { announcedScopes } from '../../domain/identity/openid-claims.ts';
import type { OpenidProviderSettings } from './openid-provider-settings.ts';

/** How long keys may be remembered: a new one is published for at least as long before it signs. */
const KEYS_KEPT_SECONDS = 3600;

/** Completes what the library publishes about us (OpenID Connect Discovery 1.0, section 3). */
export function describeDiscovery(
  ctx: KoaContextWithOIDC,
  { issuer, profile }: OpenidProviderSettings,
): void {
  const { body, status } = ctx;
  if (status !== 200 || !(body instanceof Object)) return;
  if (ctx.path.includes('jwks')) {
    ctx.set('Cache-Control', `public, max-age=${KEYS_KEPT_SECONDS}`);
    ctx.type = 'application/json';
    return;
  }
  ctx.body = {
    ...body,
    scopes_supported: announcedScopes(profile),
    response_modes_supported: ['query'],
    end_session_endpoint: `${issuer}/logout/`,
    request_parameter_supported: false,
  };
}
