import { Agent, type Dispatcher } from 'undici';
import type { Interaction, RecordedCall } from './recordings.ts';

/** A call to a webhook as it is compared. */
export type WebhookCall = Readonly<{ method: string; url: string; body: unknown }>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const asCall = (method: string, url: string, body: string | null | undefined): WebhookCall => ({
  method,
  url: decodeURIComponent(url),
  body: parsed(body ?? ''),
});

/** The recorded calls that were made to webhooks of teams, in their order. */
export function recordedWebhookCalls({ before, outgoing }: Interaction): readonly WebhookCall[] {
  const addresses = (before['people_team_webhook'] ?? []).map(({ url }) => url);
  const isToWebhook = ({ url }: RecordedCall) => addresses.includes(url) || url.includes('/_matrix/client/');
  return outgoing.filter(isToWebhook).map(({ method, url, body }) => asCall(method, url, body));
}

/** Sends calls to webhooks to the stub instead of where they go, and remembers them. */
export class WebhookCalls {
  #calls: WebhookCall[] = [];
  readonly dispatcher: Dispatcher;

  /** @param stubOf where calls to a host go instead, as `http://127.0.0.1:1234/host` */
  constructor(stubOf: (host: string) => string) {
    this.dispatcher = new Agent().compose((dispatch) => (options, handler) => {
      const { origin, path, method, body } = options;
      const url = new URL(String(origin));
      this.#calls.push(asCall(method, `${url.origin}${path}`, String(body)));
      const stub = new URL(stubOf(url.host));
      return dispatch({ ...options, origin: stub.origin, path: `${stub.pathname}${path}` }, handler);
    });
  }

  /** Those made since the last `forget`, in their order. */
  get made(): readonly WebhookCall[] {
    return this.#calls;
  }

  forget(): void {
    this.#calls = [];
  }
}
