import { makeGuardedAgent } from '../adapters/webhooks/guarded-agent.ts';
import { HttpWebhookSender } from '../adapters/webhooks/http-webhook-sender.ts';
import { NetworkGuard } from '../adapters/webhooks/network-guard.ts';
import type { Settings } from './config/settings.ts';

/** Sends webhooks to the addresses that the settings allow. */
export const makeWebhookSender = ({
  timeoutMs,
  urlPolicy,
  matrix,
  certificateAuthorities,
  allowedNetworks,
}: Settings['webhooks']): HttpWebhookSender =>
  new HttpWebhookSender({
    dispatcher: makeGuardedAgent({
      guard: new NetworkGuard(allowedNetworks),
      timeoutMs,
      certificateAuthorities,
    }),
    timeoutMs,
    urlPolicy,
    matrix,
  });
