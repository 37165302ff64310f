import type { Adapters } from '../../container/inputs/adapters.ts';

/** The ports behind which another system stands, and its name in metrics and traces. */
const OUTGOING = {
  mailProvisioner: 'mail_service',
  mailer: 'smtp',
  tokenIntrospector: 'introspection',
  identityProvider: 'identity_provider',
  organizationDirectory: 'directory',
  webhookSender: 'webhooks',
  signOutNotifier: 'sign_out_notices',
} as const satisfies Partial<Record<keyof Adapters, string>>;

/** The same adapters, where those of other systems are what `around` makes of them. */
export function aroundOutgoing(
  adapters: Adapters,
  around: <Port extends object>(port: Port, system: string) => Port,
): Adapters {
  const made = Object.entries(OUTGOING).map(([port, system]) => [
    port,
    around(adapters[port as keyof typeof OUTGOING], system),
  ]);
  return { ...adapters, ...Object.fromEntries(made) };
}
