import { type CheerioAPI, load } from 'cheerio';
import { CookieJar } from './cookie-jar.ts';

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The browser's position: a page that it read, or the address of another site that it was sent to and did not open. */
export type Visit = Readonly<{ url: URL; page: CheerioAPI | undefined; status: number }>;

const MAXIMUM_STEPS = 20;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * A browser without a screen or scripts: it follows redirects and keeps cookies. It opens only known sites, and stops at
 * the address of any other site, or of one that does not answer.
 */
export class PlainBrowser {
  readonly jar: CookieJar;
  readonly #fetch: Fetch;
  readonly #origins = new Set<string>();

  constructor({ jar = new CookieJar(), fetch: fetchLike = fetch }: { jar?: CookieJar; fetch?: Fetch } = {}) {
    this.jar = jar;
    this.#fetch = fetchLike;
  }

  /**
   * Opens an address and follows redirects.
   * @param explore whether to also open other sites met on the way, which become known
   */
  async open(
    address: URL | string,
    { explore = false, form }: { explore?: boolean; form?: URLSearchParams } = {},
  ) {
    let url = new URL(address);
    let body = form;
    this.#origins.add(url.origin);
    for (let step = 0; step < MAXIMUM_STEPS; step += 1) {
      if (explore) this.#origins.add(url.origin);
      if (!this.#origins.has(url.origin)) return { url, page: undefined, status: 0 } satisfies Visit;
      const response = await this.#answer(url, body, step > 0);
      if (response === undefined) return { url, page: undefined, status: 0 } satisfies Visit;
      const location = response.headers.get('location');
      if (!REDIRECTS.includes(response.status) || location === null) {
        return { url, page: load(await response.text()), status: response.status } satisfies Visit;
      }
      await response.body?.cancel();
      // As browsers do, only 307 and 308 repeat the form.
      if (response.status < 307) body = undefined;
      url = new URL(location, url);
    }
    throw new Error(`Still redirected after ${MAXIMUM_STEPS} steps, at ${url.origin}${url.pathname}`);
  }

  /** Submits the form that `selector` finds on the page, with its own values overridden by `fields`. */
  async submit({ url, page }: Visit, selector: string, fields: Readonly<Record<string, string>> = {}) {
    const form = page?.(selector);
    if (page === undefined || form === undefined || form.length !== 1) {
      throw new Error(`No form ${selector} at ${url.origin}${url.pathname}`);
    }
    const values = new URLSearchParams();
    for (const { name, value } of form.serializeArray()) values.set(name, value);
    for (const [name, value] of Object.entries(fields)) values.set(name, value);
    return this.open(new URL(form.attr('action') ?? '', url), { form: values });
  }

  async #answer(
    url: URL,
    form: URLSearchParams | undefined,
    mayBeDown: boolean,
  ): Promise<Response | undefined> {
    try {
      return await this.#request(url, form);
    } catch (error) {
      if (mayBeDown) return undefined;
      throw error;
    }
  }

  async #request(url: URL, form: URLSearchParams | undefined): Promise<Response> {
    const cookies = this.jar.header(url);
    const response = await this.#fetch(url.href, {
      method: form === undefined ? 'GET' : 'POST',
      headers: { accept: 'text/html', ...(cookies === '' ? {} : { cookie: cookies }) },
      redirect: 'manual',
      ...(form === undefined ? {} : { body: form }),
    });
    this.jar.store(url, response);
    return response;
  }
}
