import { Agent } from 'undici';
import { BackChannelLogoutSender } from '../../src/adapters/openid/back-channel-logout-sender.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import type { RegisteredClient } from '../../src/application/identity/client/openid-client-repository.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeClientSecrets, makeOpenidClient } from '../builders/make-openid-client.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { startLogoutListener } from '../openid/logout-listener.ts';
import { openApiWorld } from '../support/api-world.ts';
import { digestPasswordHasher } from '../support/digest-password-hasher.ts';
import { openidSettings } from '../support/openid-settings.ts';
import { MailboxOwner } from './mailbox-owner.ts';
import { type Registration, RelyingParty } from './relying-party.ts';

const REDIRECT_URI = 'https://rp.test/test/a/regie/callback';
const WITH_QUERY = `${REDIRECT_URI}?dummy1=lorem&dummy2=ipsum`;
const POST_LOGOUT_REDIRECT_URI = 'https://rp.test/test/a/regie/post_logout_redirect';
const PASSWORD = 'correct horse battery 7';

export type ConformanceWorld = Awaited<ReturnType<typeof openConformanceWorld>>;

/**
 * The application with its provider and pages, the static clients that the conformance plans want, and two mailboxes: a code
 * challenge is demanded of no client, as only one module sends one.
 */
export async function openConformanceWorld() {
  const listener = await startLogoutListener();
  const dispatcher = new Agent();
  const world = await openApiWorld({
    openid: { profile: 'base' },
    adapters: {
      // The library reads the time of the machine.
      clock: systemClock,
      signOutNotifier: {
        notify: (client, notice) =>
          new BackChannelLogoutSender({
            ...openidSettings(`${world.url}/o`),
            dispatcher,
            timeoutMs: 10_000,
            clock: systemClock,
            failureOf: (error) => ({ reason: String(error), isForbidden: true }),
          }).notify(client, notice),
      },
    },
  });
  const organization = makeOrganization({ registrationIds: ['13002526500013'] });
  const mailDomain = makeMailDomain({
    name: 'varzy.example',
    status: 'enabled',
    organizationId: organization.id,
  });
  const passwordHash = await digestPasswordHasher.hash(PASSWORD);
  const owned = (localPart: string, given: Partial<Mailbox>) =>
    makeMailbox({ mailDomainId: mailDomain.id, status: 'enabled', localPart, passwordHash, ...given });
  const mailbox = owned('rose.martin', { firstName: 'Rose', lastName: 'Martin' });
  const other = owned('bob.kahn', { firstName: 'Bob', lastName: 'Kahn' });

  const registered = (
    clientId: string,
    method: Registration['method'],
    given: Partial<RegisteredClient> = {},
  ) => {
    const registration: Registration = {
      clientId,
      secret: `the secret of ${clientId}`,
      method,
      redirectUri: REDIRECT_URI,
    };
    const client = makeOpenidClient({
      clientId,
      name: `The client ${clientId}`,
      tokenEndpointAuthMethod: method,
      redirectUris: [REDIRECT_URI, WITH_QUERY],
      postLogoutRedirectUris: [POST_LOGOUT_REDIRECT_URI],
      requiresPkce: false,
      skipsConsent: true,
      secrets: makeClientSecrets(registration.secret),
      ...given,
    });
    return { registration, client };
  };
  const clients = {
    first: registered('first', 'client_secret_basic'),
    second: registered('second', 'client_secret_basic'),
    posted: registered('posted', 'client_secret_post'),
    es256: registered('es256', 'client_secret_basic', { idTokenSignedResponseAlg: 'ES256' }),
    asking: registered('asking', 'client_secret_basic', { skipsConsent: false }),
    demanding: registered('demanding', 'client_secret_basic', { requiresPkce: true }),
    told: registered('told', 'client_secret_basic', {
      backchannelLogoutUri: listener.url,
      backchannelLogoutSessionRequired: true,
    }),
  };
  await world.unitOfWork.run(async ({ organizations, mailDomains, mailboxes, openidClients }) => {
    await organizations.insertOrFind(organization);
    await mailDomains.insert(mailDomain);
    for (const one of [mailbox, other]) await mailboxes.insert(one);
    for (const { client } of Object.values(clients)) await openidClients.insert(client);
  });

  const issuer = `${world.url}/o`;
  const connect = ({ registration, client }: (typeof clients)['first']) =>
    RelyingParty.connect(issuer, registration, client.idTokenSignedResponseAlg);
  const addressOf = ({ localPart }: Mailbox) => `${localPart}@${mailDomain.name}`;
  const visitorAs = (owner: Mailbox) => new MailboxOwner({ address: addressOf(owner), password: PASSWORD });

  return {
    issuer,
    redirectUri: REDIRECT_URI,
    /** Another registered one. */
    redirectUriWithQuery: WITH_QUERY,
    postLogoutRedirectUri: POST_LOGOUT_REDIRECT_URI,
    mailbox,
    address: addressOf(mailbox),
    registrations: { first: clients.first.registration, told: clients.told.registration },
    first: await connect(clients.first),
    second: await connect(clients.second),
    posted: await connect(clients.posted),
    es256: await connect(clients.es256),
    asking: await connect(clients.asking),
    demanding: await connect(clients.demanding),
    told: await connect(clients.told),
    /** The owner of `mailbox`, in a browser without cookies. */
    visitor: () => visitorAs(mailbox),
    otherVisitor: () => visitorAs(other),
    /** The only notice of a sign-out that was sent since the last call. */
    async logoutToken(): Promise<string> {
      await world.jobs.run();
      const sent = listener.tokens.splice(0);
      if (sent.length !== 1) throw new Error(`${sent.length} notices of sign-outs`);
      return sent[0] ?? '';
    },
    close: async (): Promise<void> => {
      await world.close();
      await listener.close();
      await dispatcher.close();
    },
  };
}
