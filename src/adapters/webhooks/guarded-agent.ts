import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { ForbiddenAddressError, type NetworkGuard } from './network-guard.ts';

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

type Options = {
  readonly guard: NetworkGuard;
  /** Time limit of connecting, in milliseconds. */
  readonly timeoutMs: number;
  /** PEM certificates trusted in addition to the usual ones. */
  readonly certificateAuthorities?: string | undefined;
  /** Resolves a host name; by default the system's resolver. */
  readonly resolve?: Resolve | undefined;
};

const resolveBySystem: Resolve = (hostname) => dns.lookup(hostname, { all: true });

const CONNECTIONS_PER_ORIGIN = 4;

/**
 * Connects only to addresses that the guard allows. A name is resolved once for a connection, all its addresses are
 * checked, and one of these is connected to, so that a later DNS answer changes nothing. The certificate is checked
 * against the name.
 */
export function makeGuardedAgent(options: Options): Dispatcher {
  const { guard, timeoutMs, certificateAuthorities, resolve = resolveBySystem } = options;

  const lookup: LookupFunction = (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        try {
          if (!first) throw new ForbiddenAddressError('The name has no address');
          for (const { address } of addresses) guard.ensureAllowed(address);
        } catch (error) {
          callback(error as Error, '');
          return;
        }
        if (all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };

  const connect = buildConnector({
    timeout: timeoutMs,
    lookup,
    ...(certificateAuthorities === undefined ? {} : { ca: [...rootCertificates, certificateAuthorities] }),
  });
  return new Agent({
    connections: CONNECTIONS_PER_ORIGIN,
    connect: (target, callback) => {
      const host = target.hostname.replace(/^\[|\]$/g, '');
      try {
        // Names are checked after their look-up, which addresses never have.
        if (isIP(host) !== 0) guard.ensureAllowed(host);
      } catch (error) {
        callback(error as Error, null);
        return;
      }
      connect(target, callback);
    },
  });
}
