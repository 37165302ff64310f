import type { errors, KoaContextWithOIDC } from 'oidc-provider';

/** A failure of the library: `error` and `error_description` for the client, `error_detail` for our log. */
export type Failure = Error &
  Partial<Pick<errors.OIDCProviderError, 'error' | 'error_description' | 'error_detail'>>;

type Body = Readonly<Record<string, unknown>>;
type Answer = Readonly<{ status: number; body: Body | ''; challenge?: string }>;

const answer = (status: number, error: string, description?: string): Answer => ({
  status,
  body: description === undefined ? { error } : { error, error_description: description },
});

const INVALID_CLIENT: Answer = {
  ...answer(401, 'invalid_client'),
  challenge: 'Bearer error="invalid_client"',
};

const TOKEN_REFUSED =
  'The access token provided is expired, revoked, malformed, or invalid for other reasons.';
const INVALID_TOKEN: Answer = {
  ...answer(401, 'invalid_token', TOKEN_REFUSED),
  challenge: `Bearer error="invalid_token", error_description="${TOKEN_REFUSED}"`,
};

const NO_AUTHENTICATION = 'no client authentication mechanism provided';
const isUnauthenticated = (failure: Failure): boolean =>
  failure.error === 'invalid_client' || failure.error_description === NO_AUTHENTICATION;

/** Grant types that nobody is offered, and how the reference refuses each. */
const REFUSED_GRANTS: Readonly<Record<string, Answer>> = {
  password: answer(400, 'invalid_grant', 'Invalid credentials given.'),
  client_credentials: answer(400, 'unauthorized_client'),
};
const GRANTS: readonly unknown[] = ['authorization_code', 'refresh_token'];

const grantTypeOf = ({ oidc: { body } }: KoaContextWithOIDC): unknown =>
  typeof body === 'object' && body !== null && 'grant_type' in body ? body['grant_type'] : undefined;

function tokenAnswer(ctx: KoaContextWithOIDC, failure: Failure): Answer {
  const grantType = grantTypeOf(ctx);
  const refused = typeof grantType === 'string' && Object.hasOwn(REFUSED_GRANTS, grantType);
  if (!GRANTS.includes(grantType) && !refused) return answer(400, 'unsupported_grant_type');
  if (isUnauthenticated(failure)) return INVALID_CLIENT;
  if (refused) return REFUSED_GRANTS[String(grantType)] ?? answer(400, 'unsupported_grant_type');
  const { error = 'invalid_request', error_description: description, error_detail: detail = '' } = failure;
  if (detail.includes('redirect_uri mismatch'))
    return answer(400, 'invalid_request', 'Mismatching redirect URI.');
  if (detail.includes('code_verifier must be provided'))
    return answer(400, 'invalid_request', 'Code verifier required.');
  return error === 'invalid_grant' ? answer(400, error) : answer(400, error, description);
}

const ANSWERS: Readonly<Record<string, (ctx: KoaContextWithOIDC, failure: Failure) => Answer | undefined>> = {
  '/token/': tokenAnswer,
  '/userinfo/': (_ctx, { error }) => (error === 'invalid_token' ? INVALID_TOKEN : undefined),
  '/introspect/': (_ctx, failure) => {
    if (failure.error_description === NO_AUTHENTICATION) return { status: 403, body: '' };
    // An id token, say: what is no token to be told about is not active (RFC 7662, section 2.2).
    if (failure.error === 'unsupported_token_type') return { status: 200, body: { active: false } };
    return failure.error === 'invalid_client' ? INVALID_CLIENT : undefined;
  },
  '/revoke_token/': (_ctx, failure) => (isUnauthenticated(failure) ? INVALID_CLIENT : undefined),
};

/** Answers a refused call of a client as the reference does (contract/rest-api.md 3.16). */
export function answerAsRecorded(ctx: KoaContextWithOIDC, failure: Failure): void {
  const recorded = ANSWERS[ctx.path]?.(ctx, failure);
  if (!recorded) return;
  ctx.status = recorded.status;
  ctx.body = recorded.body;
  if (recorded.challenge !== undefined) ctx.set('WWW-Authenticate', recorded.challenge);
}
