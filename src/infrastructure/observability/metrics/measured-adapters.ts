import type { Adapters } from '../../container/inputs/adapters.ts';
import type { Metrics } from './metrics.ts';
import { timed } from './timed.ts';

/** The ports behind which another system stands, and its name as a label. */
const OUTGOING = {
  mailProvisioner: 'mail_service',
  mailer: 'smtp',
  tokenIntrospector: 'introspection',
  identityProvider: 'identity_provider',
  organizationDirectory: 'directory',
  webhookSender: 'webhooks',
  signOutNotifier: 'sign_out_notices',
} as const satisfies Partial<Record<keyof Adapters, string>>;

/** The same adapters; those of other systems report how long they take and how they end. */
export function measuredAdapters(adapters: Adapters, { outgoing }: Metrics): Adapters {
  const measured = Object.entries(OUTGOING).map(([port, system]) => [
    port,
    timed(adapters[port as keyof typeof OUTGOING], (operation, outcome, seconds) =>
      outgoing.observe({ system, operation, outcome }, seconds),
    ),
  ]);
  return { ...adapters, ...Object.fromEntries(measured) };
}
