import assert from 'node:assert/strict';
import type { CookieJar } from '../openid-provider/cookie-jar.ts';
import { PlainBrowser } from '../openid-provider/plain-browser.ts';

/**
 * Signs in to the application with a mailbox: by the link on the sign-in page of its provider, and the form of the
 * application's own provider behind it.
 */
export async function signInWithMailbox(
  startUrl: string,
  { address, password }: { readonly address: string; readonly password: string },
): Promise<CookieJar> {
  const browser = new PlainBrowser();
  const offered = await browser.open(startUrl, { explore: true });
  const link = offered.page?.('a#social-oidc-people-local').attr('href');
  assert.ok(link, 'the sign-in with a mailbox is offered');
  const asked = await browser.open(new URL(link, offered.url), { explore: true });
  assert.equal(asked.page?.('#password').length, 1, 'the password of the mailbox is asked for');
  const end = await browser.submit(asked, 'form:has(#password)', { login: address, password });
  assert.equal(end.page?.('#password').length ?? 0, 0, 'the password of the mailbox is taken');
  return browser.jar;
}
