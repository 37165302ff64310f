import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import { ConfigurationError, readEnvironment } from './read-environment.ts';
import { riskySettings } from './risky-settings.ts';
import { loadSettings } from './settings.ts';

type Given = Readonly<Record<string, string | undefined>>;

const problemsOf = (given: Given): readonly string[] => {
  try {
    readEnvironment({ ...PRODUCTION, ...given });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

const DEPLOYED = ['staging', 'preprod', 'prod', 'feature', 'demo'];

/** Expects that each of the `given` values, in an otherwise right configuration, causes this problem alone. */
const refuses = (name: string, given: readonly string[], problem: RegExp) =>
  describe(`${name} is refused`, () => {
    it.each(given)('as %j', (written) => {
      expect(problemsOf({ [name]: written })).toEqual([expect.stringMatching(problem)]);
      expect(problemsOf({ [name]: written })[0]?.startsWith(`${name}: `)).toBe(true);
    });
  });
const takes = (name: string, given: readonly string[]) =>
  it.each(given)(`takes ${name} as %j`, (written) => {
    expect(problemsOf({ [name]: written })).toEqual([]);
  });

describe('hosts that requests may name', () => {
  it('are that of the public address where nothing else is said', () => {
    expect(loadSettings(PRODUCTION).allowedHosts).toEqual(['api.example.fr']);
    const written = { ...PRODUCTION, REGIE_PUBLIC_URL: 'https://Régie.Example.FR:8443/regie/' };
    expect(loadSettings(written).allowedHosts).toEqual(['xn--rgie-bpa.example.fr']);
  });

  it('are that one in any case, as links to us lead there', () => {
    const settings = loadSettings({ ...PRODUCTION, DJANGO_ALLOWED_HOSTS: 'inside.example.fr, .example.net' });
    expect(settings.allowedHosts).toEqual(['inside.example.fr', '.example.net', 'api.example.fr']);
  });

  takes('DJANGO_ALLOWED_HOSTS', ['*', '.example.fr', '10.0.0.1', '[::1]']);
  refuses(
    'DJANGO_ALLOWED_HOSTS',
    [
      'https://api.example.fr',
      'api.example.fr:8071',
      'api.example.fr/',
      '*.example.fr',
      'api.example.fr.',
      'api.example.fr inside.example.fr',
      '["api.example.fr"]',
      "['api.example.fr','inside.example.fr']",
      '300.1.1.1',
      'régie.example.fr',
      ',',
    ],
    /must be (host names without scheme|items)/,
  );
});

describe('the identity provider over http', () => {
  const ADDRESSES = ['OIDC_OP_URL', 'OIDC_OP_LOGOUT_ENDPOINT', 'OIDC_OP_INTROSPECTION_ENDPOINT'];
  it.each(DEPLOYED)('is refused in %s, with every address of it', (environment) => {
    const endpoints = ['AUTHORIZATION', 'TOKEN', 'USER', 'JWKS'].map((name) => `OIDC_OP_${name}_ENDPOINT`);
    const names = [...ADDRESSES, ...endpoints];
    const given = Object.fromEntries(names.map((name) => [name, `HTTP://idp.example.fr/${name}`]));
    const problems = problemsOf({ REGIE_ENV: environment, ...given });
    expect(problems.map((line) => line.split(': ').slice(0, 2))).toEqual(
      expect.arrayContaining(names.map((name) => [name, 'must be an https URL'])),
    );
    expect(problems).toHaveLength(names.length);
  });

  it('is fine in development', () => {
    expect(() => readEnvironment({ REGIE_ENV: 'dev', OIDC_OP_URL: 'http://idp:8080' })).not.toThrow();
  });
});

refuses('REGIE_PUBLIC_URL', ['http://api.example.fr'], /must be an https URL: requests over http are sent/);
refuses(
  'REGIE_PUBLIC_URL',
  [
    'api.example.fr',
    'https://api.example.fr/?a=b',
    'https://api.example.fr/#top',
    '"https://api.example.fr"',
  ],
  /must be an http\(s\) URL/,
);
takes('REGIE_PUBLIC_URL', ['https://api.example.fr:8443', 'https://example.fr/regie/']);

describe('the database', () => {
  it.each(DEPLOYED)('must be told in %s', (environment) => {
    expect(problemsOf({ REGIE_ENV: environment, DATABASE_URL: undefined })).toEqual([
      'DATABASE_URL: is required, or DB_HOST with DB_PORT, DB_NAME, DB_USER and DB_PASSWORD',
    ]);
    expect(problemsOf({ REGIE_ENV: environment, DATABASE_URL: '', DB_HOST: 'db' })).toEqual([]);
  });

  it('is reported once when it is wrong', () => {
    expect(problemsOf({ DATABASE_URL: 'notaurl' })).toHaveLength(1);
    expect(problemsOf({ DATABASE_URL: undefined, DB_HOST: 'db:5432' })).toHaveLength(1);
  });

  const SECRET = 's3cr3t';
  refuses(
    'DATABASE_URL',
    [
      'notaurl',
      'db.example.fr',
      'db.example.fr:5432/people',
      `mysql://u:${SECRET}@db/people`,
      `https://u:${SECRET}@db/people`,
      `postgres:/u:${SECRET}@db/people`,
      'postgres:people',
      `postgres://u:${SECRET}#1@db/people`,
      `postgres://u:${SECRET}/1@db/people`,
      `postgres://u:${SECRET}%zz@db/people`,
      `postgres://u:${SECRET}@db:port/people`,
      `postgres://u:${SECRET}@db:99999/people`,
      `postgres://u:${SECRET}@one,two/people`,
      `postgres://u:${SECRET}@/people`,
      'postgres:///people',
      `"postgres://u:${SECRET}@db/people"`,
      '/run/postgresql people',
    ],
    /must be postgres:\/\/user:password@host:port\/name/,
  );
  it('is refused without showing its password', () => {
    expect(problemsOf({ DATABASE_URL: `postgres://u:${SECRET}#1@db/people` }).join()).not.toContain(SECRET);
  });
  takes('DATABASE_URL', [
    'postgresql://u:p%40%2F%23@db.example.fr:5432/people?sslmode=require',
    'postgres://u@10.0.0.1/people',
    'postgres://u:p@[::1]:5432/people',
    'postgres://u:p@data_base:5432/people',
    'postgres://u:p@%2Frun%2Fpostgresql/people',
    'postgres:///people?host=/run/postgresql',
    ' postgres://u:p@db/people\n',
  ]);

  it.each(['db:5432', 'postgres://db', 'db/people', 'one two', 'u@db'])('is not at DB_HOST=%s', (host) => {
    expect(problemsOf({ DATABASE_URL: undefined, DB_HOST: host })).toEqual([
      expect.stringMatching(/^DB_HOST: must be a host name alone/),
    ]);
  });
});

describe('the sender of mails', () => {
  it.each(DEPLOYED)('must be told in %s', (environment) => {
    expect(problemsOf({ REGIE_ENV: environment, DJANGO_EMAIL_FROM: undefined })).toEqual([
      'DJANGO_EMAIL_FROM: is required',
    ]);
  });

  refuses(
    'DJANGO_EMAIL_FROM',
    [
      'from@example.com',
      'From@EXAMPLE.COM',
      'La Régie <from@example.com>',
      'a@mail.example.com',
      'a@example.org',
      'a@example.net',
      'a@regie.example',
      'a@localhost',
      'webmaster@mail.localhost',
    ],
    /must be an address of yours: \S+ is kept for examples/,
  );
  refuses(
    'DJANGO_EMAIL_FROM',
    ['regie', '@regie.fr', 'a@b@regie.fr', 'a@regie.fr, b@regie.fr', 'Régie, DINUM <a@regie.fr>', 'Régie <>'],
    /must be an e-mail address, or a name and one/,
  );
  takes('DJANGO_EMAIL_FROM', [
    'no-reply@regie.fr',
    'no-reply@myexample.com',
    'La Régie <no-reply@régie.gouv.fr>',
    '"Régie, DINUM" <no-reply@example.fr>',
    '<no-reply@example.fr>',
  ]);

  it('is an example in development', () => {
    expect(loadSettings({ REGIE_ENV: 'dev' }).smtp.from).toBe('from@example.com');
  });
});

refuses(
  'DJANGO_EMAIL_HOST',
  ['smtp://smtp.example.fr', 'smtp.example.fr:25', 'user@smtp'],
  /must be a host name alone/,
);
describe('credentials of the mail server', () => {
  it.each([
    ['DJANGO_EMAIL_HOST_USER', 'DJANGO_EMAIL_HOST_PASSWORD'],
    ['DJANGO_EMAIL_HOST_PASSWORD', 'DJANGO_EMAIL_HOST_USER'],
  ])('%s is nothing without the other', (name, other) => {
    expect(problemsOf({ [name]: 'x' })).toEqual([`${other}: is required with ${name}`]);
    expect(problemsOf({ [name]: 'x', [other]: 'y' })).toEqual([]);
  });
});

for (const name of ['DJANGO_CSRF_TRUSTED_ORIGINS', 'DJANGO_CORS_ALLOWED_ORIGINS']) {
  refuses(
    name,
    [
      'desk.example.fr',
      'https://desk.example.fr/',
      'https://Desk.example.fr',
      'https://desk.example.fr:443',
      'https://desk.example.fr https://other.example.fr',
      '["https://desk.example.fr"]',
      'null',
      '*',
    ],
    /must be full origins in lower case without a final slash/,
  );
  takes(name, ['https://desk.example.fr', 'https://a.example.fr:8443, http://localhost:3000']);
}
takes('DJANGO_CSRF_TRUSTED_ORIGINS', ['https://*.example.fr']);
refuses('DJANGO_CORS_ALLOWED_ORIGINS', ['https://*.example.fr'], /must be full origins/);
refuses(
  'OIDC_REDIRECT_ALLOWED_HOSTS',
  ['https://desk.example.fr', 'Desk.example.fr', '*.example.fr', 'a b', 'a/b'],
  /must be hosts/,
);
takes('OIDC_REDIRECT_ALLOWED_HOSTS', ['desk.example.fr', 'localhost:3000, [::1]:8080']);
refuses('SESSION_COOKIE_NAME', ['session id', 'a;b', 'a=b', 'é'], /must be a name of a cookie/);
refuses('OIDC_RP_SIGN_ALGO', ['RS265', 'none', 'HS256', 'rs256'], /must be one of RS256/);
refuses('OIDC_RP_SCOPES', ['email profile', 'openid,email', "['openid', 'email']"], /with openid among them/);
refuses(
  'MAIL_PROVISIONING_API_CREDENTIALS',
  ['user:password', 'dXNlcg==', 'é'],
  /must be user:password in Base64/,
);
refuses('SENTRY_DSN', ['https://sentry.example.fr', 'key@sentry/1'], /must be a DSN/);
for (const name of ['MATRIX_BASE_HOME_SERVER', 'ORGANIZATION_DIRECTORY_URL', 'MAIL_PROVISIONING_API_URL']) {
  refuses(name, ['dimail', 'ftp://x.example.fr', 'https://x.example.fr/?a=b'], /must be an http\(s\) URL/);
}

refuses('PORT', ['0', '80.5', '-1', 'http'], /must be (the port that requests come to|a|at)/);
refuses('JOB_CONCURRENCY', ['2.5', 'NaN', 'Infinity'], /must be (a|at)/);
it.each(Object.keys(PRODUCTION))('takes %s for missing where only spaces are given', (name) => {
  expect(problemsOf({ [name]: ' \t' })).toEqual([expect.stringMatching(new RegExp(`^${name}: is required`))]);
});
it('takes spaces for nothing, and not for zero', () => {
  const { jobs, port, app } = loadSettings({
    ...PRODUCTION,
    JOB_CONCURRENCY: ' ',
    PORT: ' ',
    TRUSTED_PROXIES: ' ',
  });
  expect([jobs.concurrency, port, app.trustedProxies]).toEqual([8, 8071, 1]);
});

describe('k17-scopes-list lists in another form', () => {
  const lists = ['OIDC_RS_SCOPES', 'OIDC_USERINFO_FULLNAME_FIELDS', 'ACCOUNT_SERVICE_SCOPES'];
  const others = ['OIDC_CLIENT_API_BEARER_CLIENTS', 'MATRIX_BOT_HOSTS', 'INSTALLED_PLUGINS'];
  for (const name of [...lists, ...others]) {
    refuses(
      name,
      ["['openid','profile','email']", '["groups"]', "('a',)", ', ,'],
      /must be .*separated by commas/,
    );
  }
  for (const name of lists) refuses(name, ['groups openid'], /names without spaces/);
  refuses(
    'OIDC_RP_SCOPES',
    ["['openid','email']", 'openid,email', 'openid "email"', 'email'],
    /must be scopes/,
  );
  takes('OIDC_RP_SCOPES', ['openid', 'openid  email urn:x/y:z']);
  refuses('WEBHOOK_ALLOWED_NETWORKS', [', ,'], /must be items/);
  refuses(
    'WEBHOOK_ALLOWED_NETWORKS',
    ["['10.0.0.0/8']", '10.0.0.0', '10.0.0.0/8;10.1.0.0/16'],
    /must be networks/,
  );
  refuses('SHARED_MAIL_DOMAINS', [', ,'], /must be items/);
  refuses('SHARED_MAIL_DOMAINS', ["['gmail.com']", 'a.fr b.fr'], /is not a domain/);
  refuses('MATRIX_BOT_HOSTS', ['https://tchap.gouv.fr', 'tchap.gouv.fr/', 'a b'], /must be host names/);
  takes('MATRIX_BOT_HOSTS', ['tchap.gouv.fr, matrix.example.fr']);
});

describe('k17-regex-z expressions of Python', () => {
  const origins = (written: string) =>
    loadSettings({ ...PRODUCTION, DJANGO_CORS_ALLOWED_ORIGIN_REGEXES: written }).cors.allowedOriginPatterns;
  it.each([
    ['^https://\\w+\\.example\\.fr\\Z', 'https://desk.example.fr', true],
    ['https://.*\\.example\\.fr', 'https://desk.example.fr.evil.net', false],
    ['^https://a{1,3}\\.fr$, ^https://[b,]+\\.fr$', 'https://aaa.fr', true],
    ['^https://a{1,3}\\.fr$, ^https://[b,]+\\.fr$', 'https://b,b.fr', true],
    ['^https://a{1,3}\\.fr$, ^https://[b,]+\\.fr$', 'https://aaaa.fr', false],
  ])('are read as Python means them: %s', (written, origin, expected) => {
    expect(origins(written).some((pattern) => pattern.test(origin))).toBe(expected);
  });
  refuses(
    'DJANGO_CORS_ALLOWED_ORIGIN_REGEXES',
    ["['^https://a.fr$']", '["^https://a.fr$"]', "r'^https://a.fr$'", '(?i)^https://a.fr$', '[', '^\\Q'],
    /./,
  );
  const validator = (options: object) =>
    JSON.stringify([{ NAME: 'django.core.validators.RegexValidator', OPTIONS: options }]);
  refuses(
    'ORGANIZATION_REGISTRATION_ID_VALIDATORS',
    [
      validator({ regex: '(?i)a' }),
      validator({ regex: 'a', inverse_match: true }),
      validator({ regex: 'a', flags: 2 }),
      "[{'NAME': 'x.RegexValidator'}]",
      'None',
    ],
    /./,
  );
  takes('ORGANIZATION_REGISTRATION_ID_VALIDATORS', [
    validator({ regex: '^\\d{14}\\Z', message: 'No', code: 'x' }),
  ]);
});

describe('rates as the reference takes them', () => {
  it.each([
    ['20/min', 60],
    ['20/m', 60],
    ['20 / Minutes', 60],
    ['20/s', 1],
    ['20/hr', 3600],
    ['20/d', 86_400],
  ])('%s', (written, seconds) => {
    const { throttleRates } = loadSettings({ ...PRODUCTION, BURST_THROTTLE_RATES: written });
    expect(throttleRates.burst).toEqual({ requests: 20, seconds });
  });
  takes('BURST_THROTTLE_RATES', ['10000000/hour']);
  refuses(
    'BURST_THROTTLE_RATES',
    ['20 per minute', '20', '20/fortnight', '1e3/h'],
    /must be a number of requests/,
  );
});

describe('former secret keys', () => {
  refuses('REGIE_SECRET_KEY_FALLBACKS', ['short', `${'k'.repeat(40)},short`, ', ,'], /must be/);
  it('are read from both names, the latest first', () => {
    const written = `${'a'.repeat(40)}, (${'b'.repeat(40)})`;
    for (const name of ['REGIE_SECRET_KEY_FALLBACKS', 'DJANGO_SECRET_KEY_FALLBACKS']) {
      expect(loadSettings({ ...PRODUCTION, [name]: written }).formerSecretKeys).toEqual([
        'a'.repeat(40),
        `(${'b'.repeat(40)})`,
      ]);
    }
  });
  it('are never shown', () => {
    expect(problemsOf({ REGIE_SECRET_KEY_FALLBACKS: 's3cr3t' }).join()).not.toContain('s3cr3t');
  });
});

it('tells everything at once', () => {
  const names = problemsOf({
    DATABASE_URL: undefined,
    OIDC_OP_URL: 'http://idp.example.fr',
    DJANGO_EMAIL_FROM: 'from@example.com',
    DJANGO_ALLOWED_HOSTS: 'https://api.example.fr',
    PORT: 'x',
    REGIE_SECRET_KEY: 'short',
  }).map((line) => line.split(':')[0]);
  expect(names.sort()).toEqual([
    'DATABASE_URL',
    'DJANGO_ALLOWED_HOSTS',
    'DJANGO_EMAIL_FROM',
    'OIDC_OP_URL',
    'PORT',
    'REGIE_SECRET_KEY',
  ]);
});

describe('each start warns', () => {
  const risksOf = (given: Given) =>
    riskySettings(loadSettings({ ...PRODUCTION, REGIE_SECRET_KEY: 'a1b2c3d4e5f6g7h8'.repeat(3), ...given }));

  it.each<[string, Given]>([
    ['DJANGO_ALLOWED_HOSTS holds *', { DJANGO_ALLOWED_HOSTS: 'a.example.fr,*' }],
    ['DJANGO_CORS_ALLOW_ALL_ORIGINS is on', { DJANGO_CORS_ALLOW_ALL_ORIGINS: 'true' }],
    ['REGIE_SECRET_KEY repeats few characters', { REGIE_SECRET_KEY: 'a'.repeat(32) }],
    ['MAIL_PROVISIONING_API_URL is an http address', { MAIL_PROVISIONING_API_URL: 'http://dimail:8000' }],
    ['WEBHOOK_ALLOW_PLAIN_HTTP is on', { WEBHOOK_ALLOW_PLAIN_HTTP: 'true' }],
    ['OIDC_RS_AUDIENCE_CLAIM is aud', { OIDC_RS_AUDIENCE_CLAIM: 'aud' }],
    ['OIDC_VERIFY_SSL is off', { OIDC_VERIFY_SSL: 'false' }],
  ])('%s', (words, given) => {
    expect(risksOf(given)).toEqual([expect.stringContaining(words)]);
  });

  it('of nothing where nothing is risky, and of no secret', () => {
    expect(risksOf({})).toEqual([]);
    expect(risksOf({ REGIE_SECRET_KEY: 'ab'.repeat(20) }).join()).not.toContain('abab');
  });
});
