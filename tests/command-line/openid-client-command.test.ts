import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sha256 } from '../../src/adapters/system/system.ts';
import { makeOpenidClientCommand } from '../../src/infrastructure/command-line/openid-client/openid-client-command.ts';
import { loadOpenidClientSettings } from '../../src/infrastructure/config/command/command-settings.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const CALLBACK = 'https://wiki.example/cb?dummy1=lorem&dummy2=ipsum';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.pool.query('TRUNCATE openid_client'));
afterAll(() => database.close());

/** Runs the subcommand and returns its output. */
const regie = async (...parameters: string[]): Promise<string> => {
  const lines: string[] = [];
  const command = makeOpenidClientCommand({
    settings: () =>
      loadOpenidClientSettings({
        DATABASE_URL: database.url,
        REGIE_SECRET_KEY: 'a secret key of thirty-two letters',
      }),
    print: (line) => void lines.push(line),
  });
  await command.parseAsync(parameters, { from: 'user' });
  return lines.join('\n');
};
const secretIn = (output: string): string => /Client secret, shown this once: (\S+)/.exec(output)?.[1] ?? '';
const stored = async () => (await database.pool.query('SELECT * FROM openid_client ORDER BY client_id')).rows;

it('registers a client, whose secret is printed once, and leaves a trace', async () => {
  const output = await regie(
    'create',
    '--id',
    'wiki',
    '--name',
    'Wiki',
    '--redirect-uri',
    CALLBACK,
    '--no-pkce',
  );
  const secret = secretIn(output);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await stored()).toMatchObject([
    {
      client_id: 'wiki',
      name: 'Wiki',
      client_type: 'confidential',
      token_endpoint_auth_method: 'client_secret_basic',
      redirect_uris: [CALLBACK],
      requires_pkce: false,
      skip_authorization: false,
      secret_hash: `sha256$${sha256(secret)}`,
      sealed_secret: null,
    },
  ]);
  const told = [await regie('list'), await regie('list', '--json'), await regie('show', 'wiki', '--json')];
  for (const text of told) {
    expect(text).toContain(CALLBACK);
    for (const hidden of [secret, sha256(secret)]) expect(text).not.toContain(hidden);
  }
  expect(JSON.parse(told[2] ?? '')).toMatchObject({
    client_id: 'wiki',
    client_name: 'Wiki',
    redirect_uris: [CALLBACK],
    requires_pkce: false,
    is_enabled: true,
  });
  const { rows } = await database.pool.query(
    'SELECT action, object_id, via FROM audit_entry ORDER BY id DESC LIMIT 1',
  );
  expect(rows).toEqual([{ action: 'openid_client.created', object_id: 'wiki', via: 'command_line' }]);
});

it('registers a client that has everything, for a program', async () => {
  const output = await regie(
    ...['create', '--name', 'Pro', '--redirect-uri', 'https://pro.example/a', 'https://pro.example/b'],
    ...['--post-logout-redirect-uri', 'https://pro.example/out', '--allowed-origin', 'https://pro.example'],
    ...['--auth-method', 'client_secret_post', '--id-token-algorithm', 'ES256', '--userinfo', 'ES256'],
    ...['--no-consent', '--backchannel-logout-uri', 'https://pro.example/bc', '--backchannel-logout-session'],
    '--json',
  );
  expect(JSON.parse(output)).toMatchObject({
    client_name: 'Pro',
    redirect_uris: ['https://pro.example/a', 'https://pro.example/b'],
    post_logout_redirect_uris: ['https://pro.example/out'],
    allowed_origins: ['https://pro.example'],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
    userinfo_signed_response_alg: 'ES256',
    requires_pkce: true,
    skips_consent: true,
    backchannel_logout_uri: 'https://pro.example/bc',
    backchannel_logout_session_required: true,
    client_secret: expect.stringMatching(/^[\w-]{43}$/),
  });
});

it('tells nobody of sign-outs any more once the address is gone, and says what else is missing', async () => {
  const notices = ['--backchannel-logout-uri', 'https://wiki.example/bc', '--backchannel-logout-session'];
  await regie('create', '--id', 'wiki', '--name', 'Wiki', '--redirect-uri', CALLBACK, ...notices);
  const edited = JSON.parse(await regie('edit', 'wiki', '--no-backchannel-logout-uri', '--json'));
  expect(edited).toMatchObject({
    backchannel_logout_uri: null,
    backchannel_logout_session_required: false,
  });
  await expect(regie('edit', 'wiki', '--backchannel-logout-session')).rejects.toThrow(
    'backchannelLogoutSessionRequired needs an address where sign-outs are told',
  );
});

it('registers a public client without a secret', async () => {
  const output = await regie(
    'create',
    '--id',
    'app',
    '--name',
    'App',
    '--public',
    '--redirect-uri',
    'http://127.0.0.1:9/',
  );
  expect(secretIn(output)).toBe('');
  expect(await stored()).toMatchObject([{ client_type: 'public', secret_hash: null, sealed_secret: null }]);
});

it('changes what is named, and nothing else', async () => {
  await regie(
    ...['create', '--id', 'wiki', '--name', 'Wiki', '--redirect-uri', CALLBACK],
    ...['--post-logout-redirect-uri', 'https://wiki.example/out', '--userinfo', 'RS256'],
  );
  const [before] = await stored();
  await regie('edit', 'wiki', '--name', 'Wiki of all', '--no-post-logout-redirect-uri', '--userinfo', 'JSON');
  const [after] = await stored();
  expect(after).toEqual({
    ...before,
    name: 'Wiki of all',
    post_logout_redirect_uris: [],
    userinfo_algorithm: null,
    updated_at: expect.any(Date),
  });
  await regie('edit', 'wiki');
  expect(await stored()).toEqual([after]);
});

it('rotates with overlap, disables, enables and deletes', async () => {
  const first = secretIn(await regie('create', '--id', 'wiki', '--name', 'Wiki', '--redirect-uri', CALLBACK));
  const second = secretIn(await regie('rotate', 'wiki', '--overlap-hours', '2'));
  expect(await stored()).toMatchObject([
    {
      secret_hash: `sha256$${sha256(second)}`,
      former_secrets: [{ hash: `sha256$${sha256(first)}`, endsAt: expect.any(String) }],
    },
  ]);
  expect(await regie('show', 'wiki')).toMatch(
    /\tsecret not used yet\tformer secret until [^\t]+, not used yet$/m,
  );
  await regie('rotate', 'wiki', '--overlap-hours', '0');
  expect(await stored()).toMatchObject([{ former_secrets: [] }]);
  expect(await regie('disable', 'wiki')).toContain('\tdisabled\t');
  expect(await regie('enable', 'wiki')).toContain('\tenabled\t');
  await regie('delete', 'wiki');
  expect(await stored()).toEqual([]);
});

it('refuses with the field', async () => {
  const create = (...rest: string[]) => regie('create', '--name', 'Wiki', ...rest);
  await expect(create()).rejects.toMatchObject({ params: { field: 'redirectUris', reason: 'required' } });
  await expect(create('--redirect-uri', 'http://wiki.example/')).rejects.toMatchObject({
    message: 'redirectUris 1 must begin with https://',
  });
  await expect(regie('show', 'x')).rejects.toMatchObject({ code: 'openid_client.not_found' });
  expect(await stored()).toEqual([]);
});
