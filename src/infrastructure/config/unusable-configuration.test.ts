import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import { problemsOf, refuses, takes } from '../../../tests/support/tried-settings.ts';
import { loadSettings } from './settings.ts';

refuses('SESSION_COOKIE_NAME', ['session id', 'a;b', 'a=b', 'é'], /must be a name of a cookie/);
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
