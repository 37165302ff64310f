import type { errors as Errors, interactionPolicy, KoaContextWithOIDC } from 'oidc-provider';
import type { Clock } from '../../../application/shared/system.ts';
import {
  type Factor,
  isMultiFactor,
  reachableAcrs,
  satisfies,
} from '../../../domain/identity/authentication-level.ts';
import { lacksIndispensable } from '../../../domain/identity/openid-claims.ts';
import { needsSecondFactor } from '../../../domain/identity/second-step.ts';
import { askedLevels } from './asked-levels.ts';
import { accountOf } from './openid-account.ts';
import { isSignedInForThis, reachedLevel } from './session-level.ts';

type Library = Readonly<{ errors: typeof Errors; interactionPolicy: typeof interactionPolicy }>;

type Given = Readonly<{
  /** The factors that people can have here. */
  offered: readonly Factor[];
  clock: Clock;
}>;

/** The reasons for a sign-in that a password alone does not remove. */
export const STEP_UP_REASONS: readonly string[] = ['second_factor', 'essential_level', 'voluntary_level'];

/** What everybody who has a second factor reaches with it. */
const ANYBODY_WITH_TWO = { acr: 'eidas2' } as const;

/** Scopes and claims that a client asks for. */
const askedOf = ({ oidc: { requestParamOIDCScopes, requestParamClaims } }: KoaContextWithOIDC) => [
  ...requestParamOIDCScopes,
  ...requestParamClaims,
];

/** When people are asked to sign in or to consent, and what is refused instead. */
export function makeInteractionPolicy(
  { errors, interactionPolicy: { base, Check, Prompt } }: Library,
  { offered, clock }: Given,
) {
  const policy = base();
  const login = policy.get('login');
  const consent = policy.get('consent');
  if (!login || !consent) throw new Error('The OpenID library has no prompts');

  // Theirs would ask for the password again and again, which raises no level.
  login.checks.remove('essential_acrs');
  login.checks.remove('essential_acr');
  login.checks.add(
    new Check('essential_level', 'another level of authentication is asked for', 'login_required', (ctx) => {
      const { essential } = askedLevels(ctx.oidc.params);
      if (!essential) return Check.NO_NEED_TO_PROMPT;
      const reached = reachedLevel(ctx);
      if (reached && satisfies(essential, reached)) return Check.NO_NEED_TO_PROMPT;
      const isReachable = reachableAcrs(offered).some((acr) => satisfies(essential, { acr }));
      if (isReachable && !isSignedInForThis(ctx)) return Check.REQUEST_PROMPT;
      throw new errors.UnmetAuthenticationRequirements(
        `none of the requested acr values can be reached: ${essential.join(' ')}`,
      );
    }),
    0,
  );
  login.checks.add(
    new Check('voluntary_level', 'a higher level may be reached', 'login_required', (ctx) => {
      const { voluntary } = askedLevels(ctx.oidc.params);
      const reached = reachedLevel(ctx);
      // Nobody is sent back because of what is only wished for.
      if (voluntary.length === 0 || !reached || isSignedInForThis(ctx) || ctx.oidc.promptPending('none'))
        return Check.NO_NEED_TO_PROMPT;
      const isEnrolled = accountOf(ctx.oidc.account)?.secondFactor.isEnrolled === true;
      const isInReach = isEnrolled && satisfies(voluntary, ANYBODY_WITH_TWO);
      return isInReach && !satisfies(voluntary, reached) ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );
  login.checks.add(
    new Check('second_factor', 'a second factor is needed', 'login_required', ({ oidc }) => {
      const account = accountOf(oidc.account);
      const isMissing =
        account !== undefined &&
        needsSecondFactor(account.secondFactor, clock.now()) &&
        !isMultiFactor({ amr: oidc.session?.amr ?? [] });
      return isMissing ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
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
