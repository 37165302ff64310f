import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlainBrowser } from '../../dev/openid-provider/plain-browser.ts';
import type { ClaimProfile } from '../../src/domain/identity/openid-claims.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeProConnect, type OpenidWorld, openOpenidWorld, SECRET, SIRET } from '../support/openid-world.ts';
import {
  APPLICATION,
  CALLBACK_PATH,
  FederationBroker,
  LOGOUT_CALLBACK_PATH,
  listen,
} from './federation-broker.ts';
import { type FederationKind, keycloakKind, proConnectKind } from './federation-kinds.ts';

type Kind = FederationKind & Readonly<{ profile: ClaimProfile }>;

const MFA = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'];
const claimsParameter = (idToken: object) => JSON.stringify({ id_token: { amr: null, ...idToken } });

const proConnect = (name: string, asked: Readonly<Record<string, string>>): Kind => ({
  profile: 'proconnect',
  ...proConnectKind(name, { claims: claimsParameter({ acr: null }), ...asked }),
});

const PROCONNECT = proConnect('ProConnect', { acr_values: 'eidas1' });
const KEYCLOAK: Kind = { profile: 'proconnect', ...keycloakKind() };
const BASE: Kind = {
  name: 'a client of the base profile',
  profile: 'base',
  client: { userinfoSignedResponseAlg: null, requiresPkce: true },
  upstream: { authorization: { scope: 'openid email' }, token: {}, usesPkce: true, idTokenAlg: 'RS256' },
};

let close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of close.toReversed()) await end();
  close = [];
});

async function federate({ profile, client, upstream }: Kind) {
  const place = await listen();
  close.push(
    () =>
      new Promise((resolve) => {
        place.server.close(() => resolve());
        place.server.closeAllConnections();
      }),
  );
  const world = await openOpenidWorld({
    settings: { profile },
    clients: [
      makeProConnect({
        redirectUris: [`${place.origin}${CALLBACK_PATH}`],
        postLogoutRedirectUris: [`${place.origin}${LOGOUT_CALLBACK_PATH}`],
        ...client,
      }),
    ],
  });
  close.push(() => world.close());
  const broker = await FederationBroker.open(place, {
    ...upstream,
    issuer: world.issuer,
    clientId: 'proconnect',
    clientSecret: SECRET,
  });
  return { world, broker };
}

/** A person who goes from the application through the broker to us, and back. */
async function visit(broker: FederationBroker, browser = new PlainBrowser()) {
  const verifier = randomBytes(32).toString('base64url');
  const { url, page, status } = await browser.open(broker.authorizationAddress(verifier), { explore: true });
  if (status >= 400) throw new Error(`${url}: ${status} ${page?.text()}`);
  return { url, verifier, browser };
}

async function signIn(broker: FederationBroker, browser?: PlainBrowser) {
  const { url, verifier, ...rest } = await visit(broker, browser);
  const claims = await broker.exchange(url.searchParams.get('code') ?? '', verifier);
  return { url, claims, ...rest };
}

const whoIs = (world: OpenidWorld) => ({
  sub: world.ada.id,
  email: 'ada@varzy.example',
});

describe.each([PROCONNECT, KEYCLOAK, BASE])('through $name', (kind) => {
  let world: OpenidWorld;
  let broker: FederationBroker;
  beforeEach(async () => {
    ({ world, broker } = await federate(kind));
  });

  it('a mailbox opens another application, under the same sub every time', async () => {
    const first = await signIn(broker);
    expect(`${first.url.origin}${first.url.pathname}`).toBe(APPLICATION.redirectUri);
    expect(first.claims).toMatchObject(whoIs(world));
    const again = await signIn(broker);
    expect(again.claims.sub).toBe(first.claims.sub);
  });

  it('the id token says how the person signed in, as an array', async () => {
    await signIn(broker);
    expect(broker.told.get(world.ada.id)?.idTokenClaims).toMatchObject({
      amr: ['pwd'],
      auth_time: expect.any(Number),
    });
  });

  it('the person signs out at us and comes back, without client_id and state', async () => {
    const { browser } = await signIn(broker);
    const { url } = await browser.open(broker.signOutAddress(world.ada.id), { explore: true });
    expect(url.href).toBe(APPLICATION.signedOutUri);
    world.state.person = undefined;
    const { url: asked } = await visit(broker, browser);
    // The broker's own session still stands; ours does not: a new browser at the broker is asked by us.
    expect(`${asked.origin}${asked.pathname}`).toBe(APPLICATION.redirectUri);
    const anew = await visit(broker, new PlainBrowser());
    expect(anew.url.pathname).toMatch(/^\/o\/interaction\//);
  });

  it('a person who gives up is sent back with access_denied', async () => {
    world.state.decision = 'cancelled';
    const { url } = await visit(broker);
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(broker.returned?.get('iss')).toBe(world.issuer);
  });
});

describe('ProConnect', () => {
  it('is told who somebody is by a signed userinfo, with every mandatory claim', async () => {
    const { world, broker } = await federate(PROCONNECT);
    await signIn(broker);
    const told = broker.told.get(world.ada.id);
    expect(told?.userinfoType).toContain('application/jwt');
    expect(told?.userinfo).toMatchObject({
      ...whoIs(world),
      uid: world.ada.id,
      given_name: 'Ada',
      usual_name: 'Lovelace',
      siret: SIRET,
    });
    expect(told?.idTokenClaims).toMatchObject({ acr: 'eidas1', amr: ['pwd'] });
    expect(Object.values(told?.userinfo ?? {})).not.toContain('');
  });

  it.each([
    ['values', { essential: true, values: MFA }],
    ['value', { essential: true, value: 'eidas2' }],
  ])('that demands a second factor (%s) is told that there is none', async (_form, acr) => {
    const kind = proConnect('ProConnect', { claims: claimsParameter({ acr }) });
    const { world, broker } = await federate(kind);
    const { url } = await visit(broker);
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(Object.fromEntries(broker.returned ?? [])).toMatchObject({
      error: expect.stringMatching(/unmet_authentication_requirements|access_denied/),
      iss: world.issuer,
    });
    expect(broker.told.size).toBe(0);
  });

  it('is told nothing of an organization without SIRET: an error comes back', async () => {
    const { world, broker } = await federate(PROCONNECT);
    const organization = makeOrganization({ registrationIds: [] });
    const mailDomain = makeMailDomain({ status: 'enabled', organizationId: organization.id });
    const mailbox = makeMailbox({ mailDomainId: mailDomain.id, status: 'enabled' });
    await world.unitOfWork.run(async ({ organizations, mailDomains, mailboxes }) => {
      await organizations.insertOrFind(organization);
      await mailDomains.insert(mailDomain);
      await mailboxes.insert(mailbox);
    });
    world.state.person = mailbox;
    await visit(broker);
    expect(broker.returned?.get('error')).toBe('invalid_scope');
    expect(broker.told.size).toBe(0);
  });
});
