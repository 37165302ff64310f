import { CookieJar } from '../../dev/openid-provider/cookie-jar.ts';
import { PlainBrowser, type Visit } from '../../dev/openid-provider/plain-browser.ts';

/** What people are shown on the way to a service. */
type Shown = 'sign-in' | 'consent';

type Way = Readonly<{
  /** The last page, or the address of the service that the browser was sent to. */
  end: Visit;
  shown: readonly Shown[];
}>;

const SIGN_IN = 'form:has(.login-submit)';
const CONSENT = 'form:has(.consent-submit)';
const REFRESH = 'meta[http-equiv="refresh"]';
const MOST_PAGES = 6;

const has = ({ page }: Visit, selector: string): boolean => page?.(selector).length === 1;

/** The sentence that a page says in its middle. */
export const saidBy = ({ page }: Visit): string => page?.('main').text() ?? '';

/** Somebody with a mailbox, in front of a browser without scripts. */
export class MailboxOwner {
  readonly browser: PlainBrowser;
  readonly #address: string;
  readonly #password: string;

  constructor({ address, password }: { address: string; password: string }, jar = new CookieJar()) {
    this.browser = new PlainBrowser({ jar });
    this.#address = address;
    this.#password = password;
  }

  /** Follows a link, and goes on to where pages send browsers without a click. */
  async open(url: URL | string, form?: URLSearchParams): Promise<Visit> {
    return this.#arrive(await this.browser.open(url, form === undefined ? {} : { form }));
  }

  /** Presses a button of a page. */
  async press(visit: Visit, button: string, fields: Readonly<Record<string, string>> = {}): Promise<Visit> {
    const pressed = visit.page?.(button);
    const name = pressed?.attr('name');
    const own = name === undefined ? {} : { [name]: pressed?.attr('value') ?? '' };
    return this.#arrive(await this.browser.submit(visit, `form:has(${button})`, { ...own, ...fields }));
  }

  /** Goes to a service as far as it goes: signs in and allows what is asked for. */
  async goTo(request: URL | string, form?: URLSearchParams): Promise<Way> {
    const shown: Shown[] = [];
    let visit = await this.open(request, form);
    for (let page = 0; page < MOST_PAGES; page += 1) {
      if (has(visit, SIGN_IN)) {
        shown.push('sign-in');
        visit = await this.press(visit, '.login-submit', {
          login: this.#address,
          password: this.#password,
        });
      } else if (has(visit, CONSENT)) {
        shown.push('consent');
        visit = await this.press(visit, '.consent-submit');
      } else return { end: visit, shown };
    }
    throw new Error(`Still asked after ${MOST_PAGES} pages, at ${visit.url.origin}${visit.url.pathname}`);
  }

  async #arrive(visit: Visit): Promise<Visit> {
    const next = visit.page?.(REFRESH).attr('content')?.split('url=')[1];
    return next === undefined ? visit : this.browser.open(new URL(next, visit.url));
  }
}
