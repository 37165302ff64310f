import { type CheerioAPI, load } from 'cheerio';
import { type Answer, exchange } from './http-exchange.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

type Headers = Readonly<Record<string, string>>;
export type ReadPage = Answer & Readonly<{ page: CheerioAPI }>;

/** A browser as far as forms need one: it keeps cookies, and follows no redirections. */
export class PageReader {
  readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  /** Of the first form of the last page that had one. */
  #token = '';

  async send(
    target: string,
    method: 'GET' | 'POST',
    body: string | undefined,
    headers: Headers,
  ): Promise<ReadPage> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await exchange(new URL(target, this.url).href, {
      method,
      headers: { ...(cookie === '' ? {} : { cookie }), 'accept-language': 'en', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      if (value === '' || /max-age=0/i.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const page = load(answer.text);
    this.#token = String(page('input[name=form_token]').first().val() ?? this.#token);
    return { ...answer, page };
  }

  get = (target: string, headers: Headers = {}): Promise<ReadPage> =>
    this.send(target, 'GET', undefined, headers);

  /** Posts fields with the token of the last page that had one, unless they have one. */
  post = (target: string, fields: Headers, headers: Headers = {}): Promise<ReadPage> => {
    const body = new URLSearchParams({ form_token: this.#token, ...fields }).toString();
    return this.send(target, 'POST', body, { ...FORM, ...headers });
  };

  /** Posts members as a script does. */
  postJson = (target: string, members: Readonly<Record<string, unknown>>): Promise<ReadPage> => {
    const body = JSON.stringify({ form_token: this.#token, ...members });
    return this.send(target, 'POST', body, { 'content-type': 'application/json' });
  };

  /** Follows redirections of ours, from an answer to the page at their end. */
  follow = async (answer: ReadPage): Promise<ReadPage> => {
    let last = answer;
    for (let steps = 0; steps < 5 && last.headers.location !== undefined; steps += 1) {
      last = await this.get(last.headers.location);
    }
    return last;
  };
}
