import { createRegieClient } from 'regie/client';
import { signInThroughProvider } from '../../dev/openid-provider/sign-in-through-provider.ts';

/** A person who signed in to the application at `url` with a browser, as a tRPC client and over plain HTTP. */
export async function signIn(url: string, username = 'people', password = 'people') {
  const { jar, url: arrival } = await signInThroughProvider({
    startUrl: `${url}/api/v1.0/authenticate/`,
    username,
    password,
  });
  const cookies = (): Record<string, string> => ({ cookie: jar.header(new URL(url)) });
  const csrfToken = () => jar.get(url, 'csrftoken');

  /** Calls the client API; `path` is below its base path. */
  const rest = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api/v1.0/${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...cookies(),
        'content-type': 'application/json',
        'x-csrftoken': csrfToken() ?? '',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  return { regie: createRegieClient({ url, csrfToken, headers: cookies }), rest, jar, arrival };
}

export type SignedIn = Awaited<ReturnType<typeof signIn>>;
