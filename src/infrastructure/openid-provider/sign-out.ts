import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { decodeJwt } from 'jose';
import type Provider from 'oidc-provider';
import type { OpenidClientQueries } from '../../application/identity/client/openid-client-queries.ts';
import type { RegisteredClient } from '../../application/identity/client/openid-client-repository.ts';
import type { OpenidPages } from './openid-pages.ts';
import type { ProviderSessions } from './provider-sessions.ts';

type Deps = {
  provider: Provider;
  sessions: ProviderSessions;
  openidClientQueries: Pick<OpenidClientQueries, 'find'>;
  pages: OpenidPages;
  secretKeys: readonly string[];
};

/** The parameters of RP-Initiated Logout 1.0, section 2, and the token of our own form. */
const PARAMETERS = ['id_token_hint', 'post_logout_redirect_uri', 'state', 'client_id', 'token'] as const;
type Parameters = Readonly<Partial<Record<(typeof PARAMETERS)[number], string>>>;

/** A request to sign out that is not understood, or asks for what is not allowed. */
class RefusedSignOut extends Error {}

/** @throws RefusedSignOut when a parameter comes twice */
function parametersOf({ method, query, body }: Request): Parameters {
  const given: unknown = method === 'POST' ? body : query;
  const found: Partial<Record<(typeof PARAMETERS)[number], string>> = {};
  for (const name of PARAMETERS) {
    // A query has no prototype: it is not an instance of Object.
    const value: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
    if (value === undefined || value === '') continue;
    if (typeof value !== 'string') throw new RefusedSignOut(`${name} comes twice`);
    found[name] = value;
  }
  return found;
}

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * The end of a session that a client or its owner asks for. A valid id token tells who asks and for whom, and the session
 * ends at once; without one the owner is asked, since any page can send a browser here, and is not sent back.
 */
export function makeSignOut(deps: Deps): RequestHandler {
  const { provider, sessions, openidClientQueries, pages } = deps;
  const keys = deps.secretKeys.map((key) =>
    Buffer.from(hkdfSync('sha256', key, '', 'regie openid sign-out', 32)),
  );
  const tokensFor = (sessionId: string): readonly string[] =>
    keys.map((key) => createHmac('sha256', key).update(sessionId).digest('base64url'));

  /** @throws RefusedSignOut unless the hint is an id token of ours, however old, for a client of ours */
  const readHint = async (
    hint: string,
    clientId: string | undefined,
  ): Promise<{ sub: unknown; client: RegisteredClient }> => {
    try {
      const { aud, sub } = decodeJwt(hint);
      if (typeof aud !== 'string' || (clientId !== undefined && clientId !== aud))
        throw new RefusedSignOut('the id token is for another client');
      const [known, client] = await Promise.all([provider.Client.find(aud), openidClientQueries.find(aud)]);
      if (!known || !client) throw new RefusedSignOut('the client of the id token is unknown');
      await provider.IdToken.validate(hint, known);
      return { sub, client };
    } catch (cause) {
      if (cause instanceof RefusedSignOut) throw cause;
      throw new RefusedSignOut('the id token is none of ours', { cause });
    }
  };

  const ask = async (request: Request, response: Response, token: string | undefined): Promise<void> => {
    const current = await sessions.any(request, response);
    if (!current) return pages.signedOut(request, response);
    const tokens = tokensFor(current.sessionId);
    if (request.method === 'POST' && token !== undefined && tokens.some((own) => isSame(own, token))) {
      await sessions.end(request, response);
      return pages.signedOut(request, response);
    }
    pages.signOutQuestion(request, response, {
      action: new URL(`${provider.issuer}/logout/`).pathname,
      token: tokens[0] ?? '',
    });
  };

  const signOut = async (request: Request, response: Response): Promise<void> => {
    const { id_token_hint: hint, post_logout_redirect_uri: target, ...given } = parametersOf(request);
    if (hint === undefined) return ask(request, response, given.token);
    const { sub, client } = await readHint(hint, given.client_id);
    if (target !== undefined && !client.postLogoutRedirectUris.includes(target))
      throw new RefusedSignOut('the address to return to is not registered');
    const current = await sessions.any(request, response);
    // Somebody else has signed in here since: it is theirs to decide.
    if (current && current.mailboxId !== sub) return ask(request, response, undefined);
    await sessions.end(request, response);
    if (target === undefined) return pages.signedOut(request, response);
    const state = given.state === undefined ? '' : new URLSearchParams({ state: given.state }).toString();
    const separator = state === '' ? '' : target.includes('?') ? '&' : '?';
    response.redirect(302, `${target}${separator}${state}`);
  };

  return (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    signOut(request, response).catch((error: unknown) => {
      if (!(error instanceof RefusedSignOut)) return next(error);
      pages.error(request, response, { problem: 'bad_request', status: 400 });
    });
  };
}
