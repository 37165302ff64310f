import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { FormTokens } from './form-tokens.ts';

const KEY = 'k'.repeat(32);
const tokensOf = (secretKey = KEY, formerSecretKeys: readonly string[] = [], secure = true) =>
  new FormTokens({ secretKey, formerSecretKeys, secure });

function requestWith(headers: Readonly<Record<string, string>> = {}) {
  const request = new IncomingMessage(new Socket());
  Object.assign(request.headers, headers);
  return request;
}

/** A page with a form, as one browser reads it: what posts of that browser have, and the token. */
function readPage(tokens: FormTokens, boundTo: string) {
  const response = new ServerResponse(requestWith());
  const token = tokens.issue(requestWith(), response, boundTo);
  const set = String(response.getHeader('set-cookie'));
  return { token, set, cookie: set.split(';')[0] ?? '' };
}

describe('the tokens of forms', () => {
  it('take what the browser sends that read the page, and nothing else', () => {
    const tokens = tokensOf();
    const { token, cookie } = readPage(tokens, 'session 1');
    const other = readPage(tokens, 'session 1');
    const isTaken = (
      given: string | null,
      headers: Readonly<Record<string, string>>,
      boundTo = 'session 1',
    ) => tokens.isGenuine(requestWith(headers), given, boundTo);
    expect(isTaken(token, { cookie })).toBe(true);
    expect(isTaken(token, { cookie, 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(isTaken(token, {})).toBe(false);
    expect(isTaken(null, { cookie })).toBe(false);
    expect(isTaken('', { cookie })).toBe(false);
    expect(isTaken('é'.repeat(token.length), { cookie })).toBe(false);
    expect(isTaken(token, { cookie: other.cookie })).toBe(false);
    expect(isTaken(token, { cookie }, 'session 2')).toBe(false);
    expect(isTaken(token, { cookie, 'sec-fetch-site': 'cross-site' })).toBe(false);
    expect(isTaken(token, { cookie, 'sec-fetch-site': 'same-site' })).toBe(false);
  });

  it('give a browser one secret that no script and no other host can touch', () => {
    const { set, cookie, token } = readPage(tokensOf(), 'x');
    expect(set).toMatch(/^__Host-regie_form=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(readPage(tokensOf(KEY, [], false), 'x').set).toMatch(
      /^regie_form=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const again = new ServerResponse(requestWith());
    expect(tokensOf().issue(requestWith({ cookie }), again, 'x')).toBe(token);
    expect(again.hasHeader('set-cookie')).toBe(false);
  });

  it('replace a cookie that is none of ours', () => {
    const response = new ServerResponse(requestWith());
    tokensOf().issue(requestWith({ cookie: '__Host-regie_form=planted' }), response, 'x');
    expect(response.hasHeader('set-cookie')).toBe(true);
  });

  it('stay good while the secret key changes', () => {
    const { token, cookie } = readPage(tokensOf(), 'x');
    const request = requestWith({ cookie });
    const next = 'n'.repeat(32);
    expect(tokensOf(next, [KEY]).isGenuine(request, token, 'x')).toBe(true);
    expect(tokensOf(next).isGenuine(request, token, 'x')).toBe(false);
  });
});
