import { decodeJwt, type JWTPayload } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { CookieJar } from '../../dev/openid-provider/cookie-jar.ts';
import type { Visit } from '../../dev/openid-provider/plain-browser.ts';
import { MemoryActionCounters } from '../../src/adapters/memory/shared/memory-action-counters.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import type { RegisteredClient } from '../../src/application/identity/client/openid-client-repository.ts';
import type { Totp } from '../../src/domain/identity/authenticator.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { AuthenticatorId, MailboxId, RecoveryCodeId } from '../../src/domain/shared/ids.ts';
import type { OpenidProviderSettings } from '../../src/infrastructure/openid-provider/openid-provider-settings.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { newId } from '../builders/new-id.ts';
import { AMPLE_LIMITS } from '../support/ample-limits.ts';
import { openApiWorld } from '../support/api-world.ts';
import { digestPasswordHasher } from '../support/digest-password-hasher.ts';
import { makeProConnect, PROCONNECT_SCOPE, REDIRECT_URI, SECRET, SIRET } from '../support/openid-world.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { MailboxOwner } from './mailbox-owner.ts';

export const PASSWORD = 'correct horse battery 7';
export const OTHER_SECRET = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU';
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
/** How long a code of an application is shown, in seconds. */
export const TOTP_SECONDS = 30;
export const RECOVERY_CODES = ['ABCD-EFGH-JKMN-PQRS', 'TVWX-YZ01-2345-6789'] as const;

/** Wrong codes that one person may try, as in production. */
const CODES = { burst: { requests: 5, seconds: 900 }, sustained: { requests: 20, seconds: 24 * 3600 } };

/** Where somebody calls from. */
export const ORIGIN = { address: '192.0.2.9', requestId: null, via: 'session', client: null } as const;

/** What ProConnect asks of providers with a second factor (contract/identity-provider.md 1). */
export const PROCONNECT_MFA = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'];

/** The `claims` parameter that asks for a level. */
export const acrClaims = (acr: object | null): string => JSON.stringify({ id_token: { amr: null, acr } });
export const essential = (...values: readonly string[]): Readonly<{ claims: string }> => ({
  claims: acrClaims({ essential: true, values }),
});

export type SecondFactorWorld = Awaited<ReturnType<typeof openSecondFactorWorld>>;

/**
 * The application with its provider and its pages, on adapters in memory: Ada and Bob have a mailbox and a password. The
 * clock begins at the time of the machine, by which the OpenID library goes.
 */
export async function openSecondFactorWorld({
  openid = {},
  clients = [makeProConnect()],
  host,
  attestationRoots = [],
}: {
  readonly openid?: Partial<OpenidProviderSettings>;
  readonly clients?: readonly RegisteredClient[];
  /** The name by which it is called. */
  readonly host?: 'localhost';
  /** Certificates in PEM of makers whose keys count as hardware. */
  readonly attestationRoots?: readonly string[];
} = {}) {
  const world = await openApiWorld({
    openid,
    attestationRoots,
    ...(host === undefined ? {} : { host }),
    adapters: {
      actionCounters: new MemoryActionCounters({ ...AMPLE_LIMITS.actionRates, second_factor: CODES }),
    },
  });
  world.clock.advance((Date.now() - world.clock.now().getTime()) / 1000);
  const organization = makeOrganization({ registrationIds: [SIRET] });
  const mailDomain = makeMailDomain({
    name: 'varzy.example',
    status: 'enabled',
    organizationId: organization.id,
  });
  const passwordHash = await digestPasswordHasher.hash(PASSWORD);
  const owned = (localPart: string, given: Partial<Mailbox>) =>
    makeMailbox({ mailDomainId: mailDomain.id, status: 'enabled', localPart, passwordHash, ...given });
  const ada = owned('ada', { firstName: 'Ada', lastName: 'Lovelace', secondaryEmail: 'ada@perso.example' });
  const bob = owned('bob', { firstName: 'Bob', lastName: 'Kahn' });
  await world.unitOfWork.run(async ({ organizations, mailDomains, mailboxes, openidClients }) => {
    await organizations.insertOrFind(organization);
    await mailDomains.insert(mailDomain);
    for (const mailbox of [ada, bob]) await mailboxes.insert(mailbox);
    for (const client of clients) await openidClients.insert(client);
  });

  const authorizeUrl = (given: Readonly<Record<string, string>> = {}): URL => {
    const url = new URL(`${world.url}/o/authorize/`);
    const usual = {
      response_type: 'code',
      client_id: 'proconnect',
      redirect_uri: REDIRECT_URI,
      scope: PROCONNECT_SCOPE,
      state: 'st4te',
      nonce: 'n0nce',
      claims: acrClaims(null),
    };
    for (const [name, value] of Object.entries({ ...usual, ...given })) url.searchParams.set(name, value);
    return url;
  };

  return {
    ...world,
    issuer: `${world.url}/o`,
    mailDomain,
    ada,
    bob,
    authorizeUrl,
    owner: (mailbox: Mailbox = ada, jar = new CookieJar()) =>
      new MailboxOwner({ address: `${mailbox.localPart}@varzy.example`, password: PASSWORD }, jar),
    async enrolTotp(mailbox: Mailbox = ada, secret = TOTP_SECRET): Promise<void> {
      const totp: Totp = {
        id: newId<AuthenticatorId>(),
        mailboxId: mailbox.id,
        kind: 'totp',
        name: 'telephone',
        createdAt: world.clock.now(),
        lastUsedAt: null,
        secret,
        lastStep: 0,
      };
      const createdAt = totp.createdAt;
      await world.unitOfWork.run(async ({ authenticators, recoveryCodes }) => {
        await authenticators.insert(totp);
        const codes = RECOVERY_CODES.map((code) => ({
          id: sha256(`${mailbox === ada ? '' : mailbox.id}${code.replaceAll('-', '')}`) as RecoveryCodeId,
          mailboxId: mailbox.id,
          createdAt,
        }));
        await recoveryCodes.replaceAllOf(mailbox.id, codes);
      });
    },
    /** Gives somebody a passkey on that device. */
    async enrolPasskey(device: SoftwareAuthenticator, mailbox: Mailbox = ada): Promise<void> {
      const boundTo = `enrolment of ${mailbox.id}`;
      const begun = await world.useCases.beginPasskeyEnrolment(mailbox.id, boundTo);
      const { outcome } = await world.useCases.finishPasskeyEnrolment({
        mailboxId: mailbox.id,
        boundTo,
        response: device.create(begun?.options, { origin: world.url }),
        name: 'key',
        origin: ORIGIN,
        language: 'en-us',
      });
      if (outcome !== 'enrolled') throw new Error(outcome);
    },
    removeFactors: (mailboxId: MailboxId) =>
      world.unitOfWork.run(async ({ authenticators, recoveryCodes }) => {
        await authenticators.removeAllOf([mailboxId]);
        await recoveryCodes.removeAllOf([mailboxId]);
      }),
    /** What the application of whoever enrolled one shows now, or so many steps later. */
    totp: (steps = 0, secret = TOTP_SECRET): string =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({
        timestamp: world.clock.now().getTime() + steps * TOTP_SECONDS * 1000,
      }),
    /** Claims of the id token for the code in the address that somebody was sent back to. */
    async told({ url }: Visit): Promise<JWTPayload> {
      const response = await fetch(`${world.url}/o/token/`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: url.searchParams.get('code') ?? '',
          redirect_uri: REDIRECT_URI,
          client_id: 'proconnect',
          client_secret: SECRET,
        }),
      });
      const body = await response.text();
      if (!response.ok) throw new Error(`${url}: ${response.status} ${body}`);
      return decodeJwt(String(Object(JSON.parse(body)).id_token));
    },
  };
}
