import { parseSetCookie, type SetCookie } from 'cookie';
import { type Answer, type Exchange, exchange } from './http-exchange.ts';

export type Visit = Answer & {
  readonly location: string | undefined;
  readonly setCookies: readonly SetCookie[];
};

/** A browser in front of the application at `url`: it keeps cookies until they are deleted, and follows no redirects. */
export class ApiBrowser {
  readonly cookies = new Map<string, string>();
  readonly #base: string;

  constructor(url: string) {
    this.#base = `${url}/api/v1.0/`;
  }

  /** Opens a full address, or a path below the API's base. */
  async open(target: string, { headers, ...request }: Exchange = {}): Promise<Visit> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await exchange(new URL(target, this.#base).href, {
      ...request,
      headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
    });
    const setCookies = (answer.headers['set-cookie'] ?? []).map((header) => parseSetCookie(header));
    for (const { name, value, maxAge } of setCookies) {
      if (maxAge === 0 || value === undefined) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { ...answer, setCookies, location: answer.headers.location };
  }

  /** The status of `users/me/`: 200 for a person, 401 without one. */
  async whoAmI(): Promise<number> {
    return (await this.open('users/me/')).status;
  }
}
