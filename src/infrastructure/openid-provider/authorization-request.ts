import type { IncomingMessage } from 'node:http';

/** The parameters of an authorization request, from its address or the form that was posted. */
export const authorizationParameters = (
  { url = '' }: Pick<IncomingMessage, 'url'>,
  form: string | undefined,
): URLSearchParams => new URLSearchParams(form ?? (url.includes('?') ? url.slice(url.indexOf('?')) : ''));

/**
 * Turns an authorization request into the one that the OpenID library is to answer: the parameters of a posted form mean
 * the same as those of an address (OpenID Connect Core 1.0, 3.1.2.1), and no scope stands for all.
 */
export function asPlainRequest(
  request: IncomingMessage & { originalUrl: string },
  parameters: URLSearchParams,
  { path, mount, impliedScopes }: { path: string; mount: string; impliedScopes: readonly string[] },
): void {
  if (!parameters.get('scope')) parameters.set('scope', impliedScopes.join(' '));
  request.method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  request.url = `${path}?${parameters}`;
  request.originalUrl = `${mount}${request.url}`;
}
