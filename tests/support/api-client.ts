import { createRegieClient, type RegieClient } from 'regie/client';
import { type Answer, type Exchange, exchange } from './http-exchange.ts';

export type ApiClient = Readonly<{
  /** Sends these bytes, with cookies and CSRF token unless `headers` overrides them; `path` is below the API's base. */
  send(path: string, request?: Exchange): Promise<Answer>;
  /** Sends JSON. */
  rest(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** The typed tRPC client, as pages use it. */
  regie: RegieClient;
}>;

type Options = { readonly url: string; readonly cookies: Readonly<Record<string, string>> };

/** A client with these cookies, which repeats its `csrftoken`. */
export function apiClient({ url, cookies }: Options): ApiClient {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const csrfToken = cookies['csrftoken'];
  const usual: Record<string, string> = {
    ...(cookie === '' ? {} : { cookie }),
    ...(csrfToken === undefined ? {} : { 'x-csrftoken': csrfToken }),
  };
  const send = (path: string, given: Exchange = {}) =>
    exchange(`${url}/api/v1.0/${path}`, { ...given, headers: { ...usual, ...given.headers } });
  return {
    send,
    rest: (method, path, body, headers = {}) =>
      send(
        path,
        body === undefined
          ? { method, headers }
          : {
              method,
              headers: { 'content-type': 'application/json', ...headers },
              body: JSON.stringify(body),
            },
      ),
    regie: createRegieClient({
      url,
      csrfToken: () => csrfToken,
      headers: (): Record<string, string> => (cookie === '' ? {} : { cookie }),
    }),
  };
}
