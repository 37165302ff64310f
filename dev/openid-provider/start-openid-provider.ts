import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import type { ClientMetadata } from 'oidc-provider';
import { loadOidcProvider } from '../../src/infrastructure/openid-provider/load-oidc-provider.ts';
import { makeBrokeredSessions } from './brokered-sessions.ts';
import { DEVELOPMENT_ACCOUNTS, type DevelopmentAccount } from './development-accounts.ts';
import { type DevelopmentClientOptions, developmentClients } from './development-clients.ts';
import { generatePrivateJwk, publicJwk } from './generate-keys.ts';
import { MailboxBroker, type MailboxProvider } from './mailbox-broker.ts';
import { createMemoryStorage } from './memory-storage.ts';
import { type MintedToken, mintAccessToken, revokeAccessToken } from './mint-access-token.ts';
import { providerConfiguration } from './provider-configuration.ts';
import { makeProviderFaults, type ProviderFaults } from './provider-faults.ts';
import { mailboxPath, makeSignInInteraction, readForm, SIGN_IN_PATH } from './sign-in-interaction.ts';

export type OpenidProviderOptions = Partial<DevelopmentClientOptions> &
  Readonly<{
    /** 0 for any free one. */
    port: number;
    /** The interface to listen on, also the host of the issuer. */
    host?: string;
    /** The issuer, where a proxy in front ends TLS; by default the address that is listened on. */
    issuer?: string;
    accounts?: readonly DevelopmentAccount[];
    /** Clients besides the development clients; one with the id of such a client replaces it. */
    clients?: readonly ClientMetadata[];
    /** Régie's own OpenID provider, where people sign in with their mailboxes; without it, that is not offered. */
    mailboxProvider?: MailboxProvider;
    /** Private keys, one per algorithm; by default RS256 and ES256 keys made at start. */
    signingKeys?: readonly JWK[];
    /** Called with failures inside the provider and with failed notices of sign-outs to applications. */
    onError?: (error: Error) => void;
  }>;

export type OpenidProvider = Readonly<{
  issuer: string;
  url: string;
  port: number;
  accounts: readonly DevelopmentAccount[];
  /**
   * The private key that decrypts introspection answers, when the provider generated it; undefined when it was given the
   * resource server's public keys.
   */
  resourceServerPrivateKey: JWK | undefined;
  faults: ProviderFaults;
  mintAccessToken(token: MintedToken): Promise<string>;
  revokeAccessToken(token: string): Promise<void>;
  close(): Promise<void>;
}>;

const merge = (clients: readonly ClientMetadata[], others: readonly ClientMetadata[]): ClientMetadata[] => [
  ...new Map([...clients, ...others].map((client) => [client.client_id, client])).values(),
];

/**
 * Starts an OpenID provider for development and tests. Its state is in memory, and it accepts plain HTTP: never expose
 * it.
 */
export async function startOpenidProvider({
  port,
  host = 'localhost',
  issuer: issuerBehindProxy,
  accounts = DEVELOPMENT_ACCOUNTS,
  clients = [],
  signingKeys,
  mailboxProvider,
  resourceServerKeys,
  onError = () => undefined,
  ...clientOptions
}: OpenidProviderOptions): Promise<OpenidProvider> {
  const { default: Provider } = await loadOidcProvider();
  const keys = signingKeys ?? [
    await generatePrivateJwk('RS256', 'sig'),
    await generatePrivateJwk('ES256', 'sig'),
  ];
  const resourceServerPrivateKey = resourceServerKeys
    ? undefined
    : await generatePrivateJwk('RSA-OAEP', 'enc');
  const developed = developmentClients({
    ...clientOptions,
    resourceServerKeys: resourceServerKeys ?? {
      jwks: { keys: resourceServerPrivateKey ? [publicJwk(resourceServerPrivateKey)] : [] },
    },
  });

  // The issuer contains the port, so the server must listen before the provider exists.
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  const url = `http://${host}:${actualPort}`;
  const issuer = issuerBehindProxy ?? url;

  const storage = createMemoryStorage();
  const broker = mailboxProvider && new MailboxBroker(mailboxProvider, issuer);
  const provider = new Provider(
    issuer,
    providerConfiguration({
      findAccount: (sub) => accounts.find((account) => account.sub === sub) ?? broker?.find(sub),
      storage,
      clients: merge(developed, clients),
      signingKeys: keys,
    }),
  );
  // The proxy says over what, and to which host, browsers came.
  provider.proxy = issuerBehindProxy !== undefined;
  provider.on('server_error', (_ctx, error) => onError(error));
  provider.on('backchannel.error', (_ctx, error) => onError(error));
  const { faults, cut, falsifyUserinfo } = makeProviderFaults(keys);
  provider.use((ctx, next) => falsifyUserinfo(ctx as Parameters<typeof falsifyUserinfo>[0], next));

  const sessions =
    broker &&
    makeBrokeredSessions({ provider, broker, storage, ownUrl: issuer, resumePath: mailboxPath, onError });
  if (sessions)
    provider.use((ctx, next) => sessions.passOn(ctx as Parameters<typeof sessions.passOn>[0], next));

  const handle = provider.callback();
  const signIn = makeSignInInteraction(provider, accounts, broker);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = new URL(request.url ?? '/', issuer);
    const { pathname } = asked;
    if (cut(pathname, response)) return;
    if (await sessions?.answer(asked, () => readForm(request), response)) return;
    await (pathname.startsWith(SIGN_IN_PATH) ? signIn(request, response) : handle(request, response));
  };
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onError(error instanceof Error ? error : new Error(String(error)));
      response.destroy();
    });
  });

  return {
    issuer,
    url,
    port: actualPort,
    accounts,
    resourceServerPrivateKey,
    faults,
    mintAccessToken: (token) => mintAccessToken(provider, token),
    revokeAccessToken: (token) => revokeAccessToken(provider, token),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
