import type { DomainError, ErrorCode } from '../../domain/shared/errors.ts';

const REALM = 'Bearer realm="api"';

/** Error codes of RFC 6750 section 3.1 and RFC 9470 section 3. The other refusals follow the contract: a challenge without an error. */
const ERRORS: Partial<Record<ErrorCode, string>> = {
  'bearer.request_invalid': 'invalid_request',
  'bearer.invalid': 'invalid_token',
  'bearer.insufficient_scope': 'insufficient_scope',
  'sign_in.level_missing': 'insufficient_user_authentication',
};

/** The `WWW-Authenticate` header of a refusal; undefined for refusals without one. */
export function bearerChallenge({ code, kind, params }: DomainError): string | undefined {
  if (code.startsWith('api_key.')) return kind === 'unauthenticated' ? 'apikey' : undefined;
  const error = ERRORS[code];
  if (error === undefined) return kind === 'unauthenticated' ? REALM : undefined;
  const scope = params['scopes'] === undefined ? '' : `, scope="${params['scopes']}"`;
  const levels = params['levels'] === undefined ? '' : `, acr_values="${params['levels']}"`;
  return `${REALM}, error="${error}"${scope}${levels}`;
}
