import { type Difference, differencesOf } from './difference.ts';
import { DIMAIL_HOST, DIRECTORY_HOST, PROVIDER_HOST } from './recorded-environment.ts';
import type { RecordedCall } from './recordings.ts';
import type { ReceivedCall } from './stub-server.ts';

/** Other systems, whose answers matter rather than how they are asked. */
const ASKED = [DIMAIL_HOST, DIRECTORY_HOST, PROVIDER_HOST];

type Told = Readonly<{ method: string; address: string; body: unknown }>;

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const told = (method: string, host: string, path: string, body: string): readonly Told[] =>
  ASKED.includes(host) ? [] : [{ method, address: `${host}${decodeURIComponent(path)}`, body: bodyOf(body) }];

/** The calls of webhooks, each with its method, address and body. */
export function compareWebhookCalls(
  recorded: readonly RecordedCall[],
  ours: readonly ReceivedCall[],
): readonly Difference[] {
  const expected = recorded.flatMap(({ method, url, body }) => {
    const { host, pathname, search } = new URL(url);
    return told(method, host, `${pathname}${search}`, body ?? '');
  });
  return differencesOf(
    'webhook calls',
    expected,
    ours.flatMap(({ method, host, path, body }) => told(method, host, path, body)),
  );
}
