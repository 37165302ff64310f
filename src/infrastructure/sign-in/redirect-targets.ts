/** Where browsers go after each step (contract/rest-api.md 3.14 and 6). */
export type RedirectSettings = Readonly<{
  loginUrl: string;
  loginFailureUrl: string;
  logoutUrl: string;
  /** Hosts, besides the API's own, that `next` may name. */
  allowedHosts: readonly string[];
  requireHttps: boolean;
}>;

/** Longest `next`, in bytes: it is stored with each sign-in that anybody starts. */
export const NEXT_MAX_BYTES = 2_000;

/** Browsers drop control characters and spaces, and treat a backslash as a slash. */
const hasTrickyCharacter = (text: string): boolean =>
  [...text].some((character) => character <= ' ' || character === '\\');

const isAscii = (text: string): boolean => /^[\x21-\x7e]*$/.test(text);

/**
 * A `next` parameter that may be followed, or null: a path of ours, or a page of an allowed host. Anything a browser
 * could read as another host (backslashes, control characters, `//`) is refused, and so is an address that is too long
 * to be stored until the person returns.
 */
export function safeNext(
  next: unknown,
  requestHost: string,
  { allowedHosts, requireHttps }: Pick<RedirectSettings, 'allowedHosts' | 'requireHttps'>,
): string | null {
  if (typeof next !== 'string' || next === '' || Buffer.byteLength(next) > NEXT_MAX_BYTES) return null;
  if (hasTrickyCharacter(next)) return null;
  const base = 'https://path.invalid';
  if (next.startsWith('/') && !next.startsWith('//')) return next;
  if (!URL.canParse(next, base)) return null;
  const { protocol, host } = new URL(next, base);
  if (!/^https?:\/\//i.test(next)) return null;
  if (protocol !== 'https:' && requireHttps) return null;
  if (host !== requestHost && !allowedHosts.includes(host)) return null;
  // A name beyond ASCII cannot be sent unchanged: the address contains the name that was compared.
  return isAscii(next) ? next : new URL(next).href;
}

/** `url` with one more query parameter. */
export function withParameter(url: string, name: string, value: string): string {
  const target = new URL(url);
  target.searchParams.set(name, value);
  return target.href;
}
