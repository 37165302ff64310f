import type { KoaContextWithOIDC } from 'oidc-provider';

/** What the library says of an authorization request that the reference refuses in other words. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  unsupported_response_type: { error: 'unauthorized_client' },
  "missing required parameter 'response_type'": {
    error_description: 'Missing response_type parameter.',
  },
  'Authorization Server policy requires PKCE to be used for this request': {
    error_description: 'Code challenge required.',
  },
};

/** The registered address with the answer behind it, and not a letter of it changed: clients compare it so. */
function withAnswer(registered: string, answer: URLSearchParams): string {
  const last = registered.at(-1);
  const separator = !registered.includes('?') ? '?' : last === '?' || last === '&' ? '' : '&';
  return `${registered}${separator}${answer}`;
}

/** The members of an answer, in the reference's order; `iss` (RFC 9207) is ours. */
const MEMBERS = ['code', 'error', 'error_description', 'state', 'iss'];

/** Sends the browser back to the client, or on to a page, as the reference does. */
export function redirectAsRecorded(ctx: KoaContextWithOIDC): void {
  const location = ctx.response.get('Location');
  if (ctx.status !== 303 || location === '' || !ctx.oidc) return;
  ctx.status = 302;
  ctx.body = '';
  const registered = ctx.oidc.params?.['redirect_uri'];
  if (typeof registered !== 'string' || !URL.canParse(registered) || !URL.canParse(location)) return;
  const [sent, own] = [new URL(location), new URL(registered)];
  if (sent.origin !== own.origin || sent.pathname !== own.pathname) return;
  // An answer in the fragment is one to a response type that nobody is offered.
  const given = sent.hash === '' ? sent.searchParams : new URLSearchParams(sent.hash.slice(1));
  const answer = new URLSearchParams();
  for (const name of MEMBERS) {
    const value = given.get(name);
    if (value !== null) answer.set(name, value);
  }
  if (!answer.has('code') && !answer.has('error')) return;
  const words = {
    ...WORDS[answer.get('error') ?? ''],
    ...WORDS[answer.get('error_description') ?? ''],
  };
  for (const [name, value] of Object.entries(words)) answer.set(name, value);
  ctx.set('Location', withAnswer(registered, answer));
}
