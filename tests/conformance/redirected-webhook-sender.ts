import { Agent } from 'undici';
import { HttpWebhookSender } from '../../src/adapters/webhooks/http-webhook-sender.ts';
import type { Settings } from '../../src/infrastructure/config/settings.ts';

/** Sends webhooks as usual, but to the stub in place of any host. */
export function redirectedWebhookSender(
  { timeoutMs, urlPolicy, matrix }: Settings['webhooks'],
  stubOf: (host: string) => string,
): HttpWebhookSender {
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    const { origin, pathname } = new URL(stubOf(new URL(String(options.origin)).host));
    return dispatch({ ...options, origin, path: `${pathname}${options.path}` }, handler);
  });
  return new HttpWebhookSender({ dispatcher, timeoutMs, urlPolicy, matrix });
}
