import type { IncomingMessage } from 'node:http';

const queryOf = ({ url = '' }: Pick<IncomingMessage, 'url'>): string =>
  url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';

/**
 * Turns an authorization request into the one that the OpenID library is to answer: the parameters of a posted form mean
 * the same as those of an address (OpenID Connect Core 1.0, 3.1.2.1), and no scope stands for all.
 *
 * @param form what was posted; undefined for a request by its address
 */
export function asPlainRequest(
  request: IncomingMessage & { originalUrl: string },
  form: string | undefined,
  { path, mount, impliedScopes }: { path: string; mount: string; impliedScopes: readonly string[] },
): void {
  const query = form ?? queryOf(request);
  const hasScope = new URLSearchParams(query).get('scope');
  const implied = new URLSearchParams({ scope: impliedScopes.join(' ') });
  const parameters = hasScope ? query : `${withoutScope(query)}${implied}`;
  request.method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  request.url = `${path}?${parameters}`;
  request.originalUrl = `${mount}${request.url}`;
}

/** Parameters to which a scope can be added: one without a value would be a second one. */
function withoutScope(query: string): string {
  const others = query.split('&').filter((part) => part !== '' && !/^scope(?:=|$)/.test(part));
  return others.map((part) => `${part}&`).join('');
}
