import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Companion } from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import { generatePrivateJwk } from '../../dev/openid-provider/generate-keys.ts';
import { Argon2PasswordHasher } from '../../src/adapters/argon2/argon2-password-hasher.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { startApplicationProcess } from '../support/application-process.ts';
import { eventually } from '../support/eventually.ts';
import { makeProConnect, REDIRECT_URI, SECRET, SIRET } from '../support/openid-world.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ADDRESS = 'ada@varzy.example';
const PASSWORD = 'a long password of one mailbox 1789';
const ROUNDS = 4;

let database: TestDatabase;
let urls: readonly string[] = [];
let processes: readonly Companion[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  const unitOfWork = new PgUnitOfWork(database.pool, new SecretBox('a key that nothing is sealed with'));
  const organization = makeOrganization({ registrationIds: [SIRET] });
  const mailDomain = makeMailDomain({
    name: 'varzy.example',
    status: 'enabled',
    organizationId: organization.id,
  });
  const passwordHash = await new Argon2PasswordHasher().hash(PASSWORD);
  await unitOfWork.run(async ({ organizations, mailDomains, mailboxes, openidClients }) => {
    await organizations.insertOrFind(organization);
    await mailDomains.insert(mailDomain);
    const ada = { mailDomainId: mailDomain.id, status: 'enabled', localPart: 'ada', passwordHash } as const;
    await mailboxes.insert(makeMailbox(ada));
    await openidClients.insert(makeProConnect());
  });
  urls = [`http://localhost:${await freePort()}`, `http://localhost:${await freePort()}`];
  const keys = [await generatePrivateJwk('ES256', 'sig'), await generatePrivateJwk('RS256', 'sig')];
  processes = await Promise.all(
    urls.map((url) =>
      startApplicationProcess(url, {
        REGIE_ENV: 'dev',
        PORT: new URL(url).port,
        REGIE_PUBLIC_URL: urls[0] ?? '',
        DATABASE_URL: database.url,
        OAUTH2_PROVIDER_OIDC_ENABLED: 'true',
        OIDC_PROVIDER_SIGNING_KEYS: JSON.stringify(keys),
        LOGGING_LEVEL_LOGGERS_ROOT: 'CRITICAL',
      }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()));
  await database?.close();
});

async function signIn(): Promise<string> {
  const login = await fetch(`${urls[0]}/api/v1.0/login/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ADDRESS, password: PASSWORD }),
  });
  expect(login.status).toBe(200);
  const jar = new Map<string, string>();
  const keep = ({ headers }: Response): void => {
    for (const line of headers.getSetCookie()) jar.set(line.split('=')[0] ?? '', line.split(';')[0] ?? '');
  };
  keep(login);
  const asked = {
    response_type: 'code',
    client_id: 'proconnect',
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
  };
  let address = `${urls[0]}/o/authorize/?${new URLSearchParams({ ...asked, state: 's', nonce: 'n' })}`;
  for (let step = 0; step < 5; step += 1) {
    const headers = { cookie: [...jar.values()].join('; ') };
    const answer = await fetch(address, { headers, redirect: 'manual' });
    keep(answer);
    const next = new URL(answer.headers.get('location') ?? '', address);
    const code = next.searchParams.get('code');
    if (code !== null) return code;
    address = next.href;
  }
  throw new Error('no code');
}

const token = async (url: string, fields: Readonly<Record<string, string>>) => {
  const answer = await fetch(`${url}/o/token/`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'proconnect', client_secret: SECRET, ...fields }),
  });
  const body: Readonly<Record<string, unknown>> = JSON.parse(await answer.text());
  return { status: answer.status, body };
};
const withCode = (code: string) => ({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI });
const withRefreshToken = (refreshToken: unknown) => ({
  grant_type: 'refresh_token',
  refresh_token: String(refreshToken),
});

/** Holds what is presented until each process has found it good and wants to use it, and lets them go on. */
async function atTheSameTime(model: string, present: (url: string) => ReturnType<typeof token>) {
  const holder = await database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM openid_record WHERE model = $1 AND consumed_at IS NULL FOR UPDATE', [
      model,
    ]);
    const answers = Promise.all(urls.map(present));
    await eventually(async () => {
      const { rows } = await database.pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(urls.length);
    });
    await holder.query('COMMIT');
    return await answers;
  } finally {
    holder.release();
  }
}

async function expectAllEnded(answers: Awaited<ReturnType<typeof atTheSameTime>>): Promise<void> {
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  for (const { status, body } of answers)
    if (status === 400) expect(body).toEqual({ error: 'invalid_grant' });
  const won = answers.find(({ status }) => status === 200)?.body;
  for (const url of urls) {
    const headers = { authorization: `Bearer ${won?.['access_token']}` };
    expect((await fetch(`${url}/o/userinfo/`, { headers })).status).toBe(401);
    expect((await token(url, withRefreshToken(won?.['refresh_token']))).status).toBe(400);
  }
  const { rows } = await database.pool.query(
    `SELECT model FROM openid_record WHERE model IN ('AccessToken', 'RefreshToken', 'Grant')`,
  );
  expect(rows).toEqual([]);
}

it('of two processes that are given one code at the same time, one gives tokens, and they end', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const code = await signIn();
    await expectAllEnded(await atTheSameTime('AuthorizationCode', (url) => token(url, withCode(code))));
  }
});

it('so it is with a refresh token', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { body } = await token(urls[round % 2] ?? '', withCode(await signIn()));
    await expectAllEnded(
      await atTheSameTime('RefreshToken', (url) => token(url, withRefreshToken(body['refresh_token']))),
    );
  }
});
