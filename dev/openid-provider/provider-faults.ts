import type { ServerResponse } from 'node:http';
import { decodeJwt, decodeProtectedHeader, importJWK, type JWK, SignJWT } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { ROUTES } from './provider-configuration.ts';

/** The fault of the next userinfo answer. */
type UserinfoFault = { readonly sub: string } | 'without-sub' | { readonly status: number };
export type Endpoint = keyof typeof ROUTES | 'discovery';

/** Breaks a running provider on demand, for tests. */
export type ProviderFaults = {
  /** Falsifies the next userinfo answer (its signature stays valid), and no later one. */
  failNextUserinfo(fault: UserinfoFault): void;
  /** Cuts every connection to this endpoint, or to all of them, until `restore`. */
  takeDown(endpoint?: Endpoint): void;
  restore(): void;
};

const pathOf = (endpoint: Endpoint): string =>
  endpoint === 'discovery' ? '/.well-known/openid-configuration' : ROUTES[endpoint];

export function makeProviderFaults(signingKeys: readonly JWK[]) {
  let userinfoFault: UserinfoFault | undefined;
  const down = new Set<Endpoint>();
  let everythingIsDown = false;

  const faults: ProviderFaults = {
    failNextUserinfo(fault) {
      userinfoFault = fault;
    },
    takeDown(endpoint) {
      if (endpoint === undefined) everythingIsDown = true;
      else down.add(endpoint);
    },
    restore() {
      userinfoFault = undefined;
      everythingIsDown = false;
      down.clear();
    },
  };

  const falsified = (claims: object, fault: { readonly sub: string } | 'without-sub'): object => {
    const { sub: _truth, ...rest } = claims as Record<string, unknown>;
    return fault === 'without-sub' ? rest : { ...rest, sub: fault.sub };
  };
  const resigned = async (
    token: string,
    fault: { readonly sub: string } | 'without-sub',
  ): Promise<string> => {
    const header = decodeProtectedHeader(token);
    const alg = header.alg ?? '';
    const key = signingKeys.find((jwk) => jwk.alg === alg);
    if (key === undefined) throw new Error(`no key for ${alg}`);
    return new SignJWT({ ...falsified(decodeJwt(token), fault) })
      .setProtectedHeader({ ...header, alg })
      .sign(await importJWK(key, alg));
  };

  return {
    faults,
    /** Cuts the connection if the requested endpoint is down; returns whether it did. */
    cut(path: string, response: ServerResponse): boolean {
      const isDown = everythingIsDown || [...down].some((endpoint) => pathOf(endpoint) === path);
      if (isDown) response.destroy();
      return isDown;
    },
    /** Runs around the provider's own handling of a request. */
    async falsifyUserinfo(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
      await next();
      if (userinfoFault === undefined || ctx.path !== ROUTES.userinfo) return;
      const fault = userinfoFault;
      userinfoFault = undefined;
      if (typeof fault === 'object' && 'status' in fault) {
        ctx.status = fault.status;
        ctx.body = { error: 'server_error' };
      } else if (typeof ctx.body === 'string') {
        const { type } = ctx;
        ctx.body = await resigned(ctx.body, fault);
        ctx.type = type;
      } else {
        ctx.body = falsified(ctx.body as object, fault);
      }
    },
  };
}
