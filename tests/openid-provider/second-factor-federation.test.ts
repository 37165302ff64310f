import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Visit } from '../../dev/openid-provider/plain-browser.ts';
import { makeKeyMaker } from '../support/key-maker.ts';
import { makeProConnect, SECRET, SIRET } from '../support/openid-world.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { APPLICATION, CALLBACK_PATH, FederationBroker, listen } from './federation-broker.ts';
import { type FederationKind, keycloakKind, proConnectKind } from './federation-kinds.ts';
import type { MailboxOwner } from './mailbox-owner.ts';
import { pressPasskey } from './press-passkey.ts';
import {
  acrClaims,
  openSecondFactorWorld,
  PASSWORD,
  PROCONNECT_MFA,
  RECOVERY_CODES,
  type SecondFactorWorld,
} from './second-factor-world.ts';

const proConnect = (name: string, acr: object) => proConnectKind(name, { claims: acrClaims(acr) });

const PROCONNECT = proConnect('ProConnect', { essential: true, values: PROCONNECT_MFA });
const PROCONNECT_EIDAS2 = proConnect('ProConnect for eidas2', { essential: true, value: 'eidas2' });
/** Keycloak's broker, which wishes for a level where its realm says so. */
const KEYCLOAK = keycloakKind({ acr_values: 'eidas2' });

let close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of close.toReversed()) await end();
  close = [];
});

async function federate({ client, upstream }: FederationKind, attestationRoots: readonly string[] = []) {
  const place = await listen();
  close.push(
    () =>
      new Promise((resolve) => {
        place.server.close(() => resolve());
        place.server.closeAllConnections();
      }),
  );
  const redirectUris = [`${place.origin}${CALLBACK_PATH}`];
  const world = await openSecondFactorWorld({
    clients: [makeProConnect({ redirectUris, ...client })],
    attestationRoots,
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

/** From the application through the broker to our first page. */
const visit = (owner: MailboxOwner, broker: FederationBroker): Promise<Visit> =>
  owner.browser.open(broker.authorizationAddress(randomBytes(32).toString('base64url')), { explore: true });

const givePassword = async (owner: MailboxOwner, broker: FederationBroker): Promise<Visit> =>
  owner.press(await visit(owner, broker), '.login-submit', { password: PASSWORD });

type SignIn = (world: SecondFactorWorld, broker: FederationBroker) => Promise<Visit | undefined>;

const withTotp: SignIn = async (world, broker) => {
  await world.enrolTotp();
  const owner = world.owner();
  return owner.press(await givePassword(owner, broker), '.factor-submit', { code: world.totp() });
};

const withRecoveryCode: SignIn = async (world, broker) => {
  await world.enrolTotp();
  const owner = world.owner();
  const page = await givePassword(owner, broker);
  const recovery = await owner.open(new URL('../recovery-code/', page.url));
  return owner.press(recovery, '.recovery-submit', { code: RECOVERY_CODES[0] });
};

const withPasskeyAlone: SignIn = async (world, broker) => {
  const device = new SoftwareAuthenticator({ isSynced: true });
  await world.enrolPasskey(device);
  const owner = world.owner();
  return (await pressPasskey(owner, await visit(owner, broker), device)).landed;
};

const withPasskeyAfterPassword: SignIn = async (world, broker) => {
  const device = new SoftwareAuthenticator({ isSynced: true });
  await world.enrolPasskey(device);
  const owner = world.owner();
  return (await pressPasskey(owner, await givePassword(owner, broker), device)).landed;
};

describe.each([
  ['password and code', withTotp, 'eidas2', ['pwd', 'otp', 'mfa']],
  ['a passkey alone', withPasskeyAlone, 'eidas2', ['pop', 'mfa']],
  ['password and passkey', withPasskeyAfterPassword, 'eidas2', ['pwd', 'pop', 'mfa']],
] as const)('%s', (_name, signIn, acr, amr) => {
  it.each([PROCONNECT, PROCONNECT_EIDAS2, KEYCLOAK])(
    'opens another application through $name',
    async (kind) => {
      const { world, broker } = await federate(kind);
      const end = await signIn(world, broker);
      expect(end?.url.href.startsWith(APPLICATION.redirectUri)).toBe(true);
      const told = broker.told.get(world.ada.id);
      expect(told?.idTokenClaims).toMatchObject({ sub: world.ada.id, amr, auth_time: expect.any(Number) });
      expect(told?.userinfo).toMatchObject({ sub: world.ada.id, email: 'ada@varzy.example', siret: SIRET });
      if (kind !== KEYCLOAK) expect(told?.idTokenClaims['acr']).toBe(acr);
    },
  );
});

describe('a recovery code', () => {
  it('opens another application through ProConnect, at a lower level', async () => {
    const { world, broker } = await federate(PROCONNECT);
    await withRecoveryCode(world, broker);
    const claims = broker.told.get(world.ada.id)?.idTokenClaims;
    expect(claims).toMatchObject({ acr: 'eidas1-mfa', amr: ['pwd', 'otp', 'mfa'] });
  });

  it('opens none that needs eidas2', async () => {
    const { world, broker } = await federate(PROCONNECT_EIDAS2);
    await world.enrolTotp();
    const owner = world.owner();
    const page = await givePassword(owner, broker);
    const recovery = await owner.open(new URL('../recovery-code/', page.url));
    expect(recovery.page?.('.recovery-submit')).toHaveLength(0);
    expect(broker.told.size).toBe(0);
  });
});

it('ProConnect is told by an error that eidas3 is out of reach', async () => {
  const { world, broker } = await federate(proConnect('ProConnect', { essential: true, value: 'eidas3' }));
  await world.enrolTotp();
  await visit(world.owner(), broker);
  expect(Object.fromEntries(broker.returned ?? [])).toMatchObject({
    error: 'unmet_authentication_requirements',
    iss: world.issuer,
  });
  expect(broker.told.size).toBe(0);
});

/** The address of a link or form of a page. */
const linkIn = ({ page, url }: Visit, selector: string): URL =>
  new URL(page?.(selector).attr('href') ?? '', url);

describe('who has no second factor', () => {
  it.each([PROCONNECT, PROCONNECT_EIDAS2])(
    'gets one on the way to another application, through $name',
    async (kind) => {
      const { world, broker } = await federate(kind);
      const owner = world.owner();
      const proof = await owner.press(await givePassword(owner, broker), '.code-submit');
      await world.jobs.run();
      const content = world.mailer.sent.at(-1)?.content;
      if (content?.kind !== 'enrolment_code') throw new Error('no code was mailed');
      const ways = await owner.press(proof, '.proof-submit', { code: content.enrolmentCode });
      const application = await owner.open(linkIn(ways, 'a[href*="totp/"]'));
      const secret = application.page?.('code').first().text().replaceAll(' ', '') ?? '';
      const codes = await owner.press(application, '.factor-submit', { code: world.totp(0, secret) });
      expect(codes.page?.('.codes code')).toHaveLength(10);
      expect(broker.told.size).toBe(0);
      const end = await owner.open(linkIn(codes, 'a.kept'));
      expect(end.url.href.startsWith(APPLICATION.redirectUri)).toBe(true);
      expect(broker.told.get(world.ada.id)?.idTokenClaims).toMatchObject({
        acr: 'eidas2',
        amr: ['pwd', 'otp', 'mfa'],
      });
    },
  );

  it('gives up on the way, and ProConnect is told so', async () => {
    const { world, broker } = await federate(PROCONNECT);
    const owner = world.owner();
    await owner.press(await givePassword(owner, broker), 'button[value=cancel]');
    expect(broker.returned?.get('error')).toBe('access_denied');
    expect(broker.told.size).toBe(0);
  });
});

describe('an application that needs eidas3', () => {
  const EIDAS3 = proConnect('ProConnect', { essential: true, value: 'eidas3' });
  const maker = makeKeyMaker({ name: 'Clés de France' });

  it('is opened by a key whose maker attests that it cannot be copied', async () => {
    const { world, broker } = await federate(EIDAS3, [maker.root]);
    const device = new SoftwareAuthenticator({ maker });
    await world.enrolPasskey(device);
    const owner = world.owner();
    const { landed } = await pressPasskey(owner, await visit(owner, broker), device);
    expect(landed?.url.href.startsWith(APPLICATION.redirectUri)).toBe(true);
    expect(broker.told.get(world.ada.id)?.idTokenClaims).toMatchObject({
      acr: 'eidas3',
      amr: ['pop', 'pin', 'mfa'],
    });
  });

  it.each([
    ['of a maker that nobody trusts', { maker: makeKeyMaker({ name: 'Somebody' }) }],
    ['that is copied to other devices', { maker, isSynced: true }],
    ['that no maker attests', {}],
  ])('is opened by no key %s', async (_which, options) => {
    const { world, broker } = await federate(EIDAS3, [maker.root]);
    const device = new SoftwareAuthenticator(options);
    await world.enrolPasskey(device);
    const owner = world.owner();
    await pressPasskey(owner, await visit(owner, broker), device);
    expect(broker.returned?.get('error')).toBe('unmet_authentication_requirements');
    expect(broker.told.size).toBe(0);
  });
});
