import { isHostName } from './is-host-name.ts';

/** Whether a text is the origin of a web page exactly as browsers send it (RFC 6454, 6.2). */
export function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { origin, hostname } = new URL(text);
  return origin === text && isHostName(hostname.replace(/^\[(.+)\]$/, '$1'));
}
