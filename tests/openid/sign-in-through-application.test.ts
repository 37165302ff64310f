import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import {
  signInThroughProvider,
  signOutThroughProvider,
} from '../../dev/openid-provider/sign-in-through-provider.ts';
import { startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { OpenidIdentityProvider } from '../../src/adapters/openid/openid-identity-provider.ts';
import type {
  AuthorizationRequest,
  SignInResult,
} from '../../src/application/people/sign-in/identity-provider.ts';
import { openidOptions } from './openid-harness.ts';

/** Address of the web client; no server listens there. */
const WEB_CLIENT = 'http://client.test/';

/** The smallest application that can sign people in: one person at a time, remembered in the process. */
async function startApplication() {
  let adapter: OpenidIdentityProvider | undefined;
  let pending: AuthorizationRequest | undefined;
  let result: SignInResult | undefined;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const redirect = (location: string, cookie?: string) =>
      response.writeHead(302, { location, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) }).end();
    if (pathname === '/authenticate/' && adapter) {
      pending = await adapter.startAuthorization({ silent: false });
      redirect(pending.url, `pending=${pending.state}; Path=/callback/; HttpOnly`);
    } else if (pathname === '/callback/' && adapter && pending) {
      // The cookie shows that the browser came back as the one that left.
      const cookies = request.headers.cookie?.split('; ') ?? [];
      if (!cookies.includes(`pending=${pending.state}`)) {
        response.writeHead(403).end();
        return;
      }
      result = await adapter.completeAuthorization(`http://x.test${request.url}`, pending);
      redirect(WEB_CLIENT, `session=${result.claims.sub}; Path=/`);
    } else if (pathname === '/logout/' && adapter && result) {
      redirect((await adapter.signOutUrl({ idToken: result.idToken, state: 's' })) ?? '');
    } else if (pathname === '/logout-callback/') {
      redirect(WEB_CLIENT, 'session=; Path=/; Max-Age=0');
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    connect(to: OpenidIdentityProvider): void {
      adapter = to;
    },
    result: () => result,
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

it('signs a person in to an application and out again, as a browser would', async () => {
  const application = await startApplication();
  const redirectUri = `${application.url}/callback/`;
  const postLogoutRedirectUri = `${application.url}/logout-callback/`;
  const provider = await startOpenidProvider({
    port: 0,
    redirectUris: [redirectUri],
    postLogoutRedirectUris: [postLogoutRedirectUri],
    backchannelLogoutUri: `${application.url}/backchannel-logout/`,
  });
  try {
    const options = openidOptions(provider.issuer, { redirectUri, postLogoutRedirectUri });
    application.connect(new OpenidIdentityProvider(options));
    const startUrl = `${application.url}/authenticate/`;
    const { url, jar } = await signInThroughProvider({ startUrl, username: 'people', password: 'people' });
    expect(url).toBe(WEB_CLIENT);
    expect(jar.get(application.url, 'session')).toBe('people');
    expect(application.result()?.claims['email']).toBe('people@people.world');

    // Already known at the provider: no page this time.
    const again = await signInThroughProvider({ startUrl, username: 'people', password: 'wrong', jar });
    expect(again.url).toBe(WEB_CLIENT);

    const out = await signOutThroughProvider({ startUrl: `${application.url}/logout/`, jar });
    expect(out.url).toBe(WEB_CLIENT);
    expect(jar.get(application.url, 'session')).toBeUndefined();
    await expect(
      signInThroughProvider({ startUrl, username: 'people', password: 'wrong', jar }),
    ).rejects.toThrow('Sign-in refused');
  } finally {
    await provider.close();
    await application.close();
  }
});

it('runs as a program that says nothing alarming and ends with its parent', async () => {
  const main = fileURLToPath(new URL('../../dev/openid-provider/main.ts', import.meta.url));
  const program = fork(main, {
    execArgv: ['--import', 'tsx', '--conditions=source'],
    env: { ...process.env, OPENID_PROVIDER_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const errors: string[] = [];
  program.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const exit = once(program, 'exit');
  const [message] = (await once(program, 'message')) as [{ ready: boolean; url: string }];
  expect(message.ready).toBe(true);
  const metadata = await fetch(`${message.url}/.well-known/openid-configuration`);
  expect(await metadata.json()).toMatchObject({ issuer: message.url });
  program.disconnect();
  expect(await exit).toEqual([0, null]);
  expect(errors.join('')).toBe('');
});
