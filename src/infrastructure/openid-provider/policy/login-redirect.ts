import type { Interaction, KoaContextWithOIDC } from 'oidc-provider';
import { STEP_UP_REASONS } from './interaction-policy.ts';

type Settings = Readonly<{ issuer: URL; loginUrl: string | undefined; basePath: string }>;

/** A text as a parameter, as the reference writes it: slashes stay. */
const asParameter = (text: string): string => encodeURIComponent(text).replaceAll('%2F', '/');

/** Whether somebody is asked only for more than the session proves that they have. */
export const isStepUp = ({ name, reasons }: Interaction['prompt']): boolean =>
  name === 'login' && reasons.every((reason) => STEP_UP_REASONS.includes(reason));

/**
 * Where people sign in: at our own page, or, where that is configured, at a page of another application, which posts to
 * `login/` and returns to the authorization request. Nothing of ours waits for the latter. It knows the password only: what
 * asks for more is shown here.
 */
export function makeLoginRedirect({ issuer, loginUrl, basePath }: Settings) {
  const sentAway = new WeakSet<KoaContextWithOIDC>();

  /** The present request; without the wish for a new sign-in where it follows one already. */
  const returnTo = (ctx: KoaContextWithOIDC): string => {
    const address = new URL(ctx.req.url ?? '', issuer);
    if (ctx.oidc.session?.accountId !== undefined) address.searchParams.delete('prompt');
    return `${issuer.origin}${basePath}${address.pathname}${address.search}`;
  };

  return {
    destination(ctx: KoaContextWithOIDC, { uid, prompt }: Pick<Interaction, 'uid' | 'prompt'>): string {
      const isHere = prompt.name === 'consent' || isStepUp(prompt);
      if (loginUrl === undefined || isHere) return `${basePath}/interaction/${uid}/`;
      sentAway.add(ctx);
      return `${loginUrl}?next=${asParameter(returnTo(ctx))}`;
    },
    /** Forgets the interaction of a browser that was sent away. */
    async tidy(ctx: KoaContextWithOIDC): Promise<void> {
      if (!sentAway.has(ctx)) return;
      await ctx.oidc.entities.Interaction?.destroy();
      ctx.response.remove('Set-Cookie');
    },
  };
}
