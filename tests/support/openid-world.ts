import express, { type Request, type RequestHandler, type Response } from 'express';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { CookieJar } from '../../dev/openid-provider/cookie-jar.ts';
import type { RegisteredClient } from '../../src/application/identity/client/openid-client-repository.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { Adapters } from '../../src/infrastructure/container/inputs/adapters.ts';
import type { OpenidProviderSettings } from '../../src/infrastructure/openid-provider/openid-provider-settings.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeClientSecrets, makeOpenidClient } from '../builders/make-openid-client.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { openApiWorld } from './api-world.ts';

export const SIRET = '13002526500013';
export const REDIRECT_URI = 'https://rp.example/api/v2/oidc-callback';
export const SECRET = 'the-secret-of-the-client';

/** Scopes that ProConnect sends (contract/identity-provider.md 1). */
export const PROCONNECT_SCOPE =
  'openid uid given_name usual_name email siren siret organizational_unit belonging_population phone chorusdt';

export type TokenAnswer = Readonly<{
  status: number;
  headers: Headers;
  body: Readonly<Record<string, unknown>>;
}>;

/** A client of ProConnect's kind: no PKCE, its secret posted, userinfo signed, nobody is asked. */
export const makeProConnect = (given: Partial<RegisteredClient> = {}): RegisteredClient =>
  makeOpenidClient({
    clientId: 'proconnect',
    requiresPkce: false,
    skipsConsent: true,
    userinfoSignedResponseAlg: 'ES256',
    redirectUris: [REDIRECT_URI],
    secrets: makeClientSecrets(SECRET),
    ...given,
  });

/** A browser that follows redirections on our own host, and stops at the first address elsewhere. */
class OpenidBrowser {
  readonly jar = new CookieJar();

  constructor(private readonly origin: string) {}

  async fetch(address: string | URL, init: RequestInit = {}): Promise<globalThis.Response> {
    const url = new URL(address, this.origin);
    const cookie = this.jar.header(url);
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...init.headers },
    });
    this.jar.store(url, response);
    return response;
  }

  /** @returns the last answer of ours, and the address elsewhere that it leads to */
  async open(address: string | URL, init: RequestInit = {}) {
    let response = await this.fetch(address, init);
    for (let step = 0; step < 12; step += 1) {
      const location = response.headers.get('location');
      if (location === null) return { response, landed: undefined };
      const next = new URL(location, this.origin);
      if (next.origin !== this.origin) return { response, landed: next };
      response = await this.fetch(next);
    }
    throw new Error('redirected without end');
  }
}

export type OpenidWorld = Awaited<ReturnType<typeof openOpenidWorld>>;

/**
 * The application with its OpenID provider, on adapters in memory unless others are given, with an organization and mailboxes of its own. Pages are
 * stood in for: who `person` is signs in, and consents as `decision` says.
 */
export async function openOpenidWorld({
  settings = {},
  clients = [makeProConnect()],
  adapters = {},
}: {
  readonly settings?: Partial<OpenidProviderSettings>;
  readonly clients?: readonly RegisteredClient[];
  readonly adapters?: Partial<Adapters>;
} = {}) {
  const state: {
    person: Mailbox | undefined;
    decision: 'allowed' | 'refused' | 'cancelled';
    seen: unknown[];
  } = { person: undefined, decision: 'allowed', seen: [] };

  const carryOn = async (request: Request, response: Response): Promise<void> => {
    const interactions = provider?.interactions;
    const found = await interactions?.find(request, response);
    if (!interactions || !found || found.uid !== request.params['uid']) {
      response.status(400).end('over');
      return;
    }
    state.seen.push(found);
    const { person, decision } = state;
    if (decision === 'cancelled') response.redirect(303, await interactions.cancel(request, response));
    else if (found.prompt === 'consent')
      response.redirect(303, await interactions.consent(request, response, decision));
    else if (person)
      response.redirect(
        303,
        await interactions.signIn(request, response, {
          mailboxId: person.id,
          at: new Date(),
          factors: ['pwd'],
        }),
      );
    else response.status(200).end('sign in');
  };
  const router = express.Router();
  const prepare: RequestHandler = (request, response, next) => provider?.prepare(request, response, next);
  router.get('/o/interaction/:uid/', prepare, carryOn);

  const world = await openApiWorld({ openid: settings, before: [router], adapters });
  let provider = world.openidProvider;
  const organization = makeOrganization({ registrationIds: [SIRET] });
  const mailDomain = makeMailDomain({
    name: 'varzy.example',
    status: 'enabled',
    organizationId: organization.id,
  });
  const mailboxOf = (localPart: string, given: Partial<Mailbox> = {}) =>
    makeMailbox({ mailDomainId: mailDomain.id, status: 'enabled', localPart, ...given });
  const ada = mailboxOf('ada', { firstName: 'Ada', lastName: 'Lovelace' });
  const bob = mailboxOf('bob', { firstName: 'Bob', lastName: 'Kahn' });
  await world.unitOfWork.run(async ({ organizations, mailDomains, mailboxes, openidClients }) => {
    await organizations.insertOrFind(organization);
    await mailDomains.insert(mailDomain);
    for (const mailbox of [ada, bob]) await mailboxes.insert(mailbox);
    for (const client of clients) await openidClients.insert(client);
  });
  state.person = ada;

  const issuer = settings.issuer ?? `${world.url}/o`;
  const post = async (
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> => {
    const response = await fetch(`${world.url}/o/${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? {} : JSON.parse(text),
    };
  };
  const client = { client_id: 'proconnect', client_secret: SECRET };

  const authorizeUrl = (given: Readonly<Record<string, string>> = {}): URL => {
    const url = new URL(`${world.url}/o/authorize/`);
    const usual = {
      response_type: 'code',
      client_id: 'proconnect',
      redirect_uri: REDIRECT_URI,
      scope: PROCONNECT_SCOPE,
      state: 'st4te',
      nonce: 'n0nce',
    };
    for (const [name, value] of Object.entries({ ...usual, ...given }))
      if (value !== '') url.searchParams.set(name, value);
    return url;
  };

  return {
    ...world,
    /** Goes on as another process does, with the same storage and other settings. */
    restart: async (given: Partial<OpenidProviderSettings>): Promise<void> => {
      provider = (await world.restart({ ...settings, ...given })).openidProvider;
    },
    state,
    issuer,
    organization,
    mailDomain,
    ada,
    bob,
    browser: () => new OpenidBrowser(world.url),
    authorizeUrl,
    post,
    /** Signs in, and returns the address of the client that the browser was sent to. */
    async authorize(given: Readonly<Record<string, string>> = {}, browser = new OpenidBrowser(world.url)) {
      const { landed, response } = await browser.open(authorizeUrl(given));
      if (!landed) throw new Error(`nowhere: ${response.status} ${await response.text()}`);
      return landed;
    },
    exchange: (code: string, given: Readonly<Record<string, string>> = {}) =>
      post('token/', {
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT_URI,
        ...client,
        ...given,
      }),
    refresh: (token: unknown, given: Readonly<Record<string, string>> = {}) =>
      post('token/', { grant_type: 'refresh_token', refresh_token: String(token), ...client, ...given }),
    /** Signs in and exchanges the code. */
    async signIn(given: Readonly<Record<string, string>> = {}, browser = new OpenidBrowser(world.url)) {
      const { landed } = await browser.open(authorizeUrl(given));
      const code = landed?.searchParams.get('code');
      if (!code) throw new Error(`no code: ${landed}`);
      return this.exchange(code);
    },
    userinfo: (accessToken: unknown, init: RequestInit = {}) =>
      fetch(`${world.url}/o/userinfo/`, {
        ...init,
        headers: { authorization: `Bearer ${accessToken}`, ...init.headers },
      }),
    /** The claims of a token that our published keys signed. */
    async verified(token: unknown) {
      const keys = createRemoteJWKSet(new URL(`${world.url}/o/.well-known/jwks.json`));
      return (await jwtVerify(String(token), keys, { issuer, audience: 'proconnect' })).payload;
    },
    decoded: (token: unknown) => decodeJwt(String(token)),
  };
}
