import { isIP } from 'node:net';
import { ForbiddenAddressError, NetworkGuard } from '../../adapters/webhooks/network-guard.ts';

/** Addresses that webhooks may call. */
export type WebhookReach = Readonly<{
  allowsPlainHttp: boolean;
  /** False for a host, as URLs write it, that can only be in a network that webhooks may not reach. */
  mayLeadTo(host: string): boolean;
}>;

/** Names that DNS outside does not know. */
const LOCAL_NAME = /^[^.]+$|\.(?:localhost|local|internal|lan)\.?$/;

/**
 * Addresses that webhooks may call in an installation that lets these networks through. Names are not looked up: one that
 * only DNS inside knows counts as inside where no network is let through.
 */
export function webhookReach(
  settings: Readonly<{ allowsPlainHttp: boolean; allowedNetworks: readonly string[] }>,
): WebhookReach {
  const guard = new NetworkGuard(settings.allowedNetworks);
  return {
    allowsPlainHttp: settings.allowsPlainHttp,
    mayLeadTo: (host) => {
      const address = host.replace(/^\[(.*)\]$/, '$1');
      if (isIP(address) === 0) return settings.allowedNetworks.length > 0 || !LOCAL_NAME.test(host);
      try {
        guard.ensureAllowed(address);
        return true;
      } catch (error) {
        if (error instanceof ForbiddenAddressError) return false;
        throw error;
      }
    },
  };
}
