import { matrixRoomOf } from './matrix-room.ts';
import type { WebhookProtocol } from './team-webhook.ts';
import type { WebhookFailure } from './webhook-failure.ts';

export type UrlPolicy = Readonly<{
  /** Whether events, secrets included, may travel unencrypted. */
  allowsPlainHttp: boolean;
}>;

const WEB_PORTS = ['', '80', '443'];
/** Ports below it belong to mail servers, shells and the like; web servers on other ports use higher ones. */
const FIRST_FREE_PORT = 1024;

/**
 * Why nothing may be sent to an address; undefined when it is allowed. The host name's IP address is checked elsewhere.
 */
export function urlFailure(url: string, { allowsPlainHttp }: UrlPolicy): WebhookFailure | undefined {
  if (!URL.canParse(url)) return 'unusable_url';
  const { protocol, username, password, port } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'unusable_url';
  if (username !== '' || password !== '') return 'credentials_in_url';
  if (protocol === 'http:' && !allowsPlainHttp) return 'plain_http';
  if (!WEB_PORTS.includes(port) && Number(port) < FIRST_FREE_PORT) return 'forbidden_port';
  return undefined;
}

/** As `urlFailure`, and whether the protocol finds the parts that it needs in the address. */
export const webhookUrlFailure = (
  url: string,
  protocol: WebhookProtocol,
  policy: UrlPolicy,
): WebhookFailure | undefined =>
  urlFailure(url, policy) ?? (protocol === 'matrix' && !matrixRoomOf(url) ? 'unusable_url' : undefined);
