import type { errors as Errors, interactionPolicy, KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import { reachableAcrs, satisfies } from '../../domain/identity/authentication-level.ts';
import { lacksIndispensable } from '../../domain/identity/openid-claims.ts';
import { accountOf } from './openid-account.ts';

type Library = Readonly<{ errors: typeof Errors; interactionPolicy: typeof interactionPolicy }>;

const acrRequest = z.object({
  essential: z.literal(true),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});
const claimsRequest = z.object({
  id_token: z.object({ acr: acrRequest.optional().catch(undefined) }).optional(),
});

/** The levels of which a client must have one (OpenID Connect Core 1.0, section 5.5.1.1); undefined: any will do. */
function essentialAcrs({ oidc: { params } }: KoaContextWithOIDC): readonly string[] | undefined {
  const written = params?.['claims'];
  if (typeof written !== 'string') return undefined;
  const asked = claimsRequest.safeParse(JSON.parse(written)).data?.id_token?.acr;
  if (!asked) return undefined;
  const { value, values = [] } = asked;
  const all = value === undefined ? values : [value, ...values];
  return all.length === 0 ? undefined : all;
}

/** Scopes and claims that a client asks for. */
const askedOf = ({ oidc: { requestParamOIDCScopes, requestParamClaims } }: KoaContextWithOIDC) => [
  ...requestParamOIDCScopes,
  ...requestParamClaims,
];

/** When people are asked to sign in or to consent, and what is refused instead. */
export function makeInteractionPolicy({ errors, interactionPolicy: { base, Check, Prompt } }: Library) {
  const policy = base();
  const login = policy.get('login');
  const consent = policy.get('consent');
  if (!login || !consent) throw new Error('The OpenID library has no prompts');

  // Theirs would ask for the password again and again, which raises no level.
  login.checks.remove('essential_acrs');
  login.checks.remove('essential_acr');
  login.checks.add(
    new Check('essential_level', 'another level of authentication is asked for', 'login_required', (ctx) => {
      const asked = essentialAcrs(ctx);
      if (!asked) return Check.NO_NEED_TO_PROMPT;
      const { session, result } = ctx.oidc;
      const isReachable = reachableAcrs().some((acr) => asked.includes(acr));
      const reached = reachableAcrs().find((acr) => acr === session?.acr);
      if (isReachable && reached !== undefined && satisfies(asked, { acr: reached }))
        return Check.NO_NEED_TO_PROMPT;
      if (isReachable && result?.login === undefined) return Check.REQUEST_PROMPT;
      throw new errors.UnmetAuthenticationRequirements(
        `none of the requested acr values can be reached: ${asked.join(' ')}`,
      );
    }),
    0,
  );
  login.checks.add(
    new Check('account', 'the account may not sign in any more', 'login_required', ({ oidc }) =>
      oidc.session?.accountId !== undefined && !oidc.account ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
    ),
  );
  consent.checks.add(
    new Check('indispensable_claims', 'a claim has no value', 'invalid_scope', (ctx) => {
      const account = accountOf(ctx.oidc.account);
      if (account && lacksIndispensable(account, askedOf(ctx))) {
        throw new errors.InvalidScope('the organization of this account has no SIRET', 'siret');
      }
      return Check.NO_NEED_TO_PROMPT;
    }),
    0,
  );
  // One account at a time is signed in here: to choose another is to sign in.
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 1);
  return policy;
}
