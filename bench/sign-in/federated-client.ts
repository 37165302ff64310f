import { request } from 'undici';

/** Facts of the client that both providers know. */
export const CLIENT = {
  clientId: 'bench',
  redirectUri: 'https://client.example/callback',
  scope: 'openid email',
} as const;

/** A provider under measurement. */
export type Target = Readonly<{
  port: number;
  clientSecret: string;
  paths: Readonly<{ authorize: string; token: string; userinfo: string }>;
  /** Sent with every request, as a proxy in front does. */
  headers: Readonly<Record<string, string>>;
  /** Cookies of a browser in which a person has just given the password; without it the provider asks nobody. */
  proveOwner?: (number: number) => Promise<string>;
}>;

type Answer = Readonly<{ status: number; location: string | undefined; cookies: string[]; text: string }>;

const MOST_STEPS = 10;

async function send(
  { port, headers }: Target,
  path: string,
  given: Readonly<{
    method?: 'GET' | 'POST';
    body?: string;
    headers?: Readonly<Record<string, string>>;
  }> = {},
): Promise<Answer> {
  const answer = await request(`http://127.0.0.1:${port}${path}`, {
    method: given.method ?? 'GET',
    headers: { ...headers, ...given.headers },
    body: given.body ?? null,
  });
  const { location, 'set-cookie': cookies = [] } = answer.headers;
  return {
    status: answer.statusCode,
    location: [location].flat()[0],
    cookies: [cookies].flat().map((cookie) => cookie.split(';')[0] ?? ''),
    text: await answer.body.text(),
  };
}

/** Gives a password to the application, as a client of the reference does. @returns the cookie of that proof */
export async function givePassword(target: Target, email: string, password: string): Promise<string> {
  const { status, cookies, text } = await send(target, '/api/v1.0/login/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (status !== 200) throw new Error(`login: ${status} ${text}`);
  return cookies.join('; ');
}

/** Signs person `number` in. @returns the refresh token of the client */
export async function signIn(target: Target, number: number): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (cookies: readonly string[]) => {
    for (const cookie of cookies) jar.set(cookie.split('=')[0] ?? '', cookie);
  };
  keep(((await target.proveOwner?.(number)) ?? '').split('; '));
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT.clientId,
    redirect_uri: CLIENT.redirectUri,
    scope: CLIENT.scope,
    state: `state-${number}`,
    nonce: `nonce-${number}`,
    login_hint: String(number),
  });
  let path = `${target.paths.authorize}?${parameters}`;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const answer = await send(target, path, { headers: { cookie: [...jar.values()].join('; ') } });
    if (answer.location === undefined) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    keep(answer.cookies);
    const next = new URL(answer.location, 'https://provider.invalid');
    const code = next.searchParams.get('code');
    if (code !== null) {
      const fields = { grant_type: 'authorization_code', code, redirect_uri: CLIENT.redirectUri };
      return (await redeem(target, fields)).refreshToken;
    }
    path = `${next.pathname}${next.search}`;
  }
  throw new Error('redirected without end');
}

async function redeem(target: Target, fields: Readonly<Record<string, string>>) {
  const { status, text } = await send(target, target.paths.token, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...fields,
      client_id: CLIENT.clientId,
      client_secret: target.clientSecret,
    }).toString(),
  });
  if (status !== 200) throw new Error(`token: ${status} ${text}`);
  const answer: Readonly<Record<string, unknown>> = JSON.parse(text);
  return {
    accessToken: String(answer['access_token']),
    refreshToken: String(answer['refresh_token']),
  };
}

/** Once the token endpoint and once userinfo. @returns the refresh token that takes the place of `token` */
export async function refreshAndRead(target: Target, token: string): Promise<string> {
  const fields = { grant_type: 'refresh_token', refresh_token: token };
  const { accessToken, refreshToken } = await redeem(target, fields);
  const { status, text } = await send(target, target.paths.userinfo, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  if (status !== 200) throw new Error(`userinfo: ${status} ${text}`);
  return refreshToken;
}
