import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { makeProviderRoute } from '../../src/infrastructure/make-provider-route.ts';
import { type ForwardProxy, startForwardProxy, startTlsFront } from '../support/forward-proxy.ts';
import { makeSelfSignedCertificate } from '../support/self-signed-certificate.ts';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo, signInScripted } from './hand-made-sign-in.ts';
import { introspectionOptions } from './introspection-options.ts';

const tls = makeSelfSignedCertificate();

let provider: HandMadeProvider;
let front: Awaited<ReturnType<typeof startTlsFront>>;
beforeAll(async () => {
  provider = await startHandMadeProvider();
  front = await startTlsFront(provider.issuer, tls);
});
beforeEach(() =>
  provider.script({ introspection: { status: 200, body: { active: true, iss: provider.issuer, sub: 's' } } }),
);
afterAll(async () => {
  await front.close();
  await provider.close();
});

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Given = { proxyUrl?: string | undefined; verifiesCertificates?: boolean };

function routeOf({ proxyUrl, verifiesCertificates = true }: Given) {
  const route = makeProviderRoute({ proxyUrl, verifiesCertificates, timeoutMs: 5000 });
  if (route) closing.push(() => route.close());
  return route;
}

async function proxyOf(options: Parameters<typeof startForwardProxy>[0] = {}): Promise<ForwardProxy> {
  const proxy = await startForwardProxy(options);
  closing.push(proxy.close);
  return proxy;
}

/** Introspects a token at that address, as production does with these settings. */
function introspectAt(address: string, given: Given) {
  const introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(provider.issuer, {
      introspectionEndpoint: `${address}/introspection`,
      dispatcher: routeOf(given)?.dispatcher,
    }),
    clock: { now: () => new Date() },
  });
  closing.push(() => introspector.close());
  return introspector.introspect('token');
}

const asked = () => provider.requestsTo('introspection').length;
const UNAVAILABLE = { code: 'identity_provider.unavailable' };

describe('introspection', () => {
  it('goes through the proxy, without a tunnel to what speaks plain HTTP', async () => {
    const proxy = await proxyOf();
    expect(await introspectAt(provider.issuer, { proxyUrl: proxy.url })).toMatchObject({ active: true });
    expect(proxy.seen).toEqual([`POST ${provider.issuer}/introspection`]);
  });

  it.each([
    ['a proxy', undefined, undefined],
    ['a proxy that wants a password', 'user:p%40ss', undefined],
    ['a proxy over TLS', undefined, tls],
  ])('goes through a tunnel of %s to what speaks TLS', async (_what, credentials, proxyTls) => {
    const proxy = await proxyOf({
      ...(credentials === undefined ? {} : { credentials: decodeURIComponent(credentials) }),
      ...(proxyTls === undefined ? {} : { tls: proxyTls }),
    });
    const proxyUrl =
      credentials === undefined ? proxy.url : proxy.url.replace(/\/\/.*@/, `//${credentials}@`);
    const verdict = await introspectAt(front.url, { proxyUrl, verifiesCertificates: false });
    expect(verdict).toMatchObject({ active: true });
    expect(proxy.seen).toEqual([`CONNECT ${front.url.replace('https://', '')}`]);
  });

  it('is an outage when the proxy wants another password, or is gone: nothing goes round it', async () => {
    const proxy = await proxyOf({ credentials: 'user:right' });
    const proxyUrl = proxy.url.replace('right', 'wrong');
    await expect(introspectAt(front.url, { proxyUrl, verifiesCertificates: false })).rejects.toMatchObject(
      UNAVAILABLE,
    );
    expect(proxy.seen).toHaveLength(1);
    const gone = await startForwardProxy();
    await gone.close();
    for (const address of [front.url, provider.issuer]) {
      await expect(introspectAt(address, { proxyUrl: gone.url })).rejects.toMatchObject(UNAVAILABLE);
    }
    expect(asked()).toBe(0);
  });

  it('verifies certificates unless told not to: directly, through a tunnel, and the one of the proxy', async () => {
    const [proxy, secureProxy] = [await proxyOf(), await proxyOf({ tls })];
    const ways = [
      [front.url, undefined],
      [front.url, proxy.url],
      [provider.issuer, secureProxy.url],
    ] as const;
    for (const [address, proxyUrl] of ways) {
      await expect(introspectAt(address, { proxyUrl })).rejects.toMatchObject(UNAVAILABLE);
    }
    expect(asked()).toBe(0);
    for (const [address, proxyUrl] of ways) {
      const verdict = await introspectAt(address, { proxyUrl, verifiesCertificates: false });
      expect(verdict).toMatchObject({ active: true });
    }
    expect(asked()).toBe(3);
  });
});

describe('sign-in', () => {
  it('goes through the proxy with every request', async () => {
    const proxy = await proxyOf();
    const route = routeOf({ proxyUrl: proxy.url });
    const result = await signInScripted(provider, {}, connectTo(provider, { fetch: route?.fetch }));
    expect(result.claims).toMatchObject({ sub: 'somebody' });
    const { issuer, endpoints } = provider;
    expect([...proxy.seen].sort()).toEqual(
      [
        `GET ${issuer}/.well-known/openid-configuration`,
        `POST ${endpoints.token}`,
        `GET ${endpoints.jwks}`,
        `GET ${endpoints.userinfo}`,
      ].sort(),
    );
  });

  it.each([false, true])('reads keys over TLS, certificates verified: %s', async (verifiesCertificates) => {
    const proxy = await proxyOf();
    const route = routeOf({ proxyUrl: proxy.url, verifiesCertificates });
    const at = (path: string) => `${front.url}${path}`;
    const endpoints = {
      authorization: at('/'),
      token: at('/token'),
      userinfo: at('/userinfo'),
      jwks: at('/jwks'),
    };
    const adapter = connectTo(provider, { endpoints, fetch: route?.fetch, allowInsecureHttp: false });
    const result = signInScripted(provider, {}, adapter);
    if (verifiesCertificates) await expect(result).rejects.toMatchObject(UNAVAILABLE);
    else expect((await result).claims).toMatchObject({ sub: 'somebody' });
    expect(provider.requestsTo('token')).toHaveLength(verifiesCertificates ? 0 : 1);
  });
});

it('is left to the adapters without a proxy, certificates being verified', () => {
  expect(routeOf({})).toBeUndefined();
});
