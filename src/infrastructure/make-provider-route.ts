import { Agent, type Dispatcher, ProxyAgent, fetch as undiciFetch } from 'undici';
import { connectionLimits } from '../adapters/introspection/server/authorization-server-connection.ts';

type Options = Readonly<{
  /** Proxy that requests to the provider go through, `http:` or `https:`, with user and password if it wants them. */
  proxyUrl: string | undefined;
  /** Whether certificates of the provider, and of an `https:` proxy, are verified. */
  verifiesCertificates: boolean;
  timeoutMs: number;
}>;

/** How requests reach the identity provider: for those that take undici's dispatcher, and those that take a `fetch`. */
export type ProviderRoute = Readonly<{
  dispatcher: Dispatcher;
  fetch: typeof fetch;
  close(): Promise<void>;
}>;

/** A way of its own to the provider; undefined where the usual one, direct and verified, will do. */
export function makeProviderRoute({
  proxyUrl,
  verifiesCertificates,
  timeoutMs,
}: Options): ProviderRoute | undefined {
  if (proxyUrl === undefined && verifiesCertificates) return undefined;
  const tls = { rejectUnauthorized: verifiesCertificates, timeout: timeoutMs };
  const limits = connectionLimits(timeoutMs);
  const dispatcher =
    proxyUrl === undefined
      ? new Agent({ ...limits, connect: tls })
      : // Without a tunnel where the provider speaks plain HTTP: many proxies open tunnels to port 443 only.
        new ProxyAgent({ ...limits, uri: proxyUrl, requestTls: tls, proxyTls: tls, proxyTunnel: false });
  const throughRoute = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher });
  return {
    dispatcher,
    // Node's own `fetch` is another version of the same code, and does not take our dispatcher.
    fetch: throughRoute as unknown as typeof fetch,
    close: () => dispatcher.close(),
  };
}
