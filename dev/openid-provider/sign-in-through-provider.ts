import type { CookieJar } from './cookie-jar.ts';
import { type Fetch, PlainBrowser } from './plain-browser.ts';

const SIGN_IN_FORM = '#kc-form-login';
const SIGN_OUT_FORM = 'form[id="op.logoutForm"]';

export type SignInRequest = Readonly<{
  /** The application's page that starts a sign-in, or the provider's authorization address itself. */
  startUrl: string;
  username: string;
  password: string;
  /** The level to choose, where the page lets people choose. */
  level?: string;
  /** A jar to continue with, such as that of an earlier sign-in. */
  jar?: CookieJar;
  fetch?: Fetch;
}>;

export type SignInOutcome = Readonly<{
  /**
   * The browser's final position: a page of a site met before the sign-in page, or the first address of any other site,
   * which was not opened (the application's callback if `startUrl` was the provider's, or the web client).
   */
  url: string;
  jar: CookieJar;
}>;

/**
 * Signs in as a person would: goes to `startUrl`, follows redirects, fills in the provider's form and follows the
 * redirects back. A person who is already signed in at the provider sees no form.
 * @throws Error when the provider refuses the name or the password, or when an error page is reached before it
 */
export async function signInThroughProvider({
  startUrl,
  username,
  password,
  level,
  ...browserOptions
}: SignInRequest): Promise<SignInOutcome> {
  const browser = new PlainBrowser(browserOptions);
  const arrival = await browser.open(startUrl, { explore: true });
  if (arrival.status >= 400) {
    throw new Error(`No sign-in page at ${arrival.url.origin}${arrival.url.pathname} (${arrival.status})`);
  }
  if (arrival.page?.(SIGN_IN_FORM).length !== 1) return { url: arrival.url.href, jar: browser.jar };
  const end = await browser.submit(arrival, SIGN_IN_FORM, {
    username,
    password,
    ...(level === undefined ? {} : { acr: level }),
  });
  if (end.page?.(SIGN_IN_FORM).length === 1) {
    throw new Error(`Sign-in refused: ${end.page('#input-error').text()}`);
  }
  return { url: end.url.href, jar: browser.jar };
}

/**
 * Opens the application's sign-out page or the provider's, and submits the provider's form that browsers with scripts
 * submit themselves.
 */
export async function signOutThroughProvider({
  startUrl,
  ...browserOptions
}: Pick<SignInRequest, 'startUrl' | 'jar' | 'fetch'>): Promise<SignInOutcome> {
  const browser = new PlainBrowser(browserOptions);
  const arrival = await browser.open(startUrl, { explore: true });
  const end =
    arrival.page?.(SIGN_OUT_FORM).length === 1 ? await browser.submit(arrival, SIGN_OUT_FORM) : arrival;
  return { url: end.url.href, jar: browser.jar };
}
