import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import { loadSettings } from './settings.ts';

const toldOf = (given: Readonly<Record<string, string>>) => loadSettings({ ...PRODUCTION, ...given }).notices;

describe('variables that change nothing', () => {
  it.each([
    'REDIS_URL',
    'DJANGO_CELERY_BROKER_URL',
    'DJANGO_LANGUAGES',
    'OIDC_USE_NONCE',
    'DJANGO_EMAIL_BACKEND',
    'CACHES_DEFAULT_TIMEOUT',
    'DB_ENGINE',
    'DJANGO_CONFIGURATION',
  ])('are reported: %s, without its value', (name) => {
    const [line, ...others] = toldOf({ [name]: 'redis://:s3cr3t@redis' });
    expect(line).toMatch(new RegExp(`^${name} is set and changes nothing: `));
    expect(line).not.toContain('s3cr3t');
    expect(others).toEqual([]);
  });

  it.each([
    ['DJANGO_ALLOWED_HOST', 'DJANGO_ALLOWED_HOSTS'],
    ['OIDC_RP_CLIENT_SECRETS', 'OIDC_RP_CLIENT_SECRET'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['SENTRY_DNS', 'SENTRY_DSN'],
    ['regie_public_url', undefined],
    ['OIDC_RS_SCOPE', 'OIDC_RS_SCOPES'],
    ['TRUSTED_PROXYS', 'TRUSTED_PROXIES'],
  ])('%s may be meant as %s', (name, meant) => {
    expect(toldOf({ [name]: 'x' })).toEqual(
      meant === undefined ? [] : [`${name} is set and is no setting: is ${meant} meant?`],
    );
  });

  it('are reported when their name looks like that of a setting', () => {
    expect(toldOf({ OIDC_OP_COLOUR: 'x', FEATURE_EVERYTHING: '1' })).toEqual([
      'OIDC_OP_COLOUR is set and is no setting.',
      'FEATURE_EVERYTHING is set and is no setting.',
    ]);
  });

  it('are left alone when they are of others, empty, or known', () => {
    expect(
      toldOf({
        PATH: '/bin',
        HOME: '/root',
        REGIE_SERVICE_HOST: '10.0.0.1',
        REGIE_PORT_8071_TCP_ADDR: '10.0.0.1',
        DATABASE_SERVICE_PORT: '5432',
        REDIS_URL: ' ',
        DJANGO_SECRET_KEY: 'an alias',
        DJANGO_OIDC_CREATE_USER: 'true',
      }),
    ).toEqual([]);
  });
});

it('settings in quotes are reported, without their value', () => {
  const told = toldOf({
    OIDC_RP_CLIENT_SECRET: '"s3cr3t"',
    OIDC_RP_CLIENT_ID: "'people'",
    CRISP_WEBSITE_ID: '"',
  });
  expect(told).toEqual([
    'OIDC_RP_CLIENT_SECRET stands in quotes, which are taken for a part of it.',
    'OIDC_RP_CLIENT_ID stands in quotes, which are taken for a part of it.',
  ]);
});
