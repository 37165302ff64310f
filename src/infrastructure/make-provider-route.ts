import { Agent, type Dispatcher, ProxyAgent, fetch as undiciFetch } from 'undici';
import { connectionLimits } from '../adapters/introspection/server/authorization-server-connection.ts';

type Options = Readonly<{
  /** Proxy for requests to the provider, `http:` or `https:`, with user and password if it needs them. */
  proxyUrl: string | undefined;
  /** Whether certificates of the provider, and of an `https:` proxy, are verified. */
  verifiesCertificates: boolean;
  timeoutMs: number;
}>;

/** How requests reach the identity provider: as a dispatcher for undici, and as a `fetch`. */
export type ProviderRoute = Readonly<{
  dispatcher: Dispatcher;
  fetch: typeof fetch;
  close(): Promise<void>;
}>;

/** A special route to the provider; undefined where the default one, direct and verified, suffices. */
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
    // Node's own `fetch` is another version of undici, and does not accept our dispatcher.
    fetch: throughRoute as unknown as typeof fetch,
    close: () => dispatcher.close(),
  };
}
