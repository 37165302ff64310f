import { BackChannelLogoutSender } from '../adapters/openid/back-channel-logout-sender.ts';
import { answerForError } from '../adapters/webhooks/call-failure.ts';
import { makeGuardedAgent } from '../adapters/webhooks/guarded-agent.ts';
import { NetworkGuard } from '../adapters/webhooks/network-guard.ts';
import type { Clock } from '../application/shared/system.ts';
import type { Settings } from './config/settings.ts';

/** How long a client may take, in milliseconds. */
const TIMEOUT_MS = 5_000;

type Given = Pick<Settings, 'openidProvider' | 'signOutNotices'> & {
  readonly webhooks: Pick<Settings['webhooks'], 'certificateAuthorities'>;
};

/** Tells clients of sign-outs, at the addresses that the settings allow. */
export const makeSignOutNotifier = (
  { openidProvider, signOutNotices, webhooks }: Given,
  clock: Clock,
): BackChannelLogoutSender =>
  new BackChannelLogoutSender({
    issuer: openidProvider?.issuer,
    keys: openidProvider?.keys ?? [],
    dispatcher: makeGuardedAgent({
      guard: new NetworkGuard(signOutNotices.allowedNetworks),
      timeoutMs: TIMEOUT_MS,
      certificateAuthorities: webhooks.certificateAuthorities,
    }),
    timeoutMs: TIMEOUT_MS,
    clock,
    failureOf: (error) => {
      const { result, ...told } = answerForError(error);
      return { reason: 'failure' in told ? told.failure : result, isForbidden: result === 'refused' };
    },
  });
