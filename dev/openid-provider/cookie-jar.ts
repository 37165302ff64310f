type Cookie = Readonly<{ name: string; value: string; host: string; path: string; expiresAt: number }>;

const attribute = (parts: readonly string[], name: string): string | undefined =>
  parts
    .map((part) => part.trim())
    .find((part) => part.toLowerCase().startsWith(`${name}=`))
    ?.slice(name.length + 1);

const covers = ({ host, path, expiresAt }: Cookie, { hostname, pathname }: URL): boolean =>
  host === hostname &&
  expiresAt > Date.now() &&
  (pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`));

function parseCookie(header: string, { hostname, pathname }: URL): Cookie {
  const [pair = '', ...parts] = header.split(';');
  const separator = pair.indexOf('=');
  const path = attribute(parts, 'path');
  const maxAge = attribute(parts, 'max-age');
  const expires = attribute(parts, 'expires');
  const session = Number.POSITIVE_INFINITY;
  return {
    name: pair.slice(0, separator).trim(),
    value: pair.slice(separator + 1).trim(),
    host: hostname,
    path: path?.startsWith('/') ? path : pathname.slice(0, pathname.lastIndexOf('/')) || '/',
    expiresAt: maxAge ? Date.now() + Number(maxAge) * 1000 : expires ? Date.parse(expires) : session,
  };
}

/**
 * Keeps cookies as a browser does, for tests and demonstrations: per host (ports do not matter), path and name,
 * until they expire. `Domain` is ignored, so that every cookie stays with the host that set it.
 */
export class CookieJar {
  #cookies: readonly Cookie[] = [];

  /** Takes the `Set-Cookie` headers of an answer from `url`. */
  store(url: URL, response: Response): void {
    for (const header of response.headers.getSetCookie()) {
      const cookie = parseCookie(header, url);
      const others = this.#cookies.filter(
        ({ name, host, path }) => name !== cookie.name || host !== cookie.host || path !== cookie.path,
      );
      this.#cookies = cookie.expiresAt > Date.now() ? [...others, cookie] : others;
    }
  }

  /** The `Cookie` header to send to `url`, longest path first (RFC 6265 section 5.4); empty when there is none. */
  header(url: URL): string {
    return this.#cookies
      .filter((cookie) => covers(cookie, url))
      .toSorted((one, other) => other.path.length - one.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  /** The value of a cookie that would be sent to `url`. */
  get(url: URL | string, name: string): string | undefined {
    return this.#cookies.find((cookie) => cookie.name === name && covers(cookie, new URL(url)))?.value;
  }
}
