import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import { ConfigurationError, readEnvironment } from './read-environment.ts';
import { loadSettings } from './settings.ts';

const problemsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    readEnvironment(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

describe('environment', () => {
  it('needs nothing in development', () => {
    const settings = loadSettings({ REGIE_ENV: 'dev' });
    expect(settings).toMatchObject({
      port: 8071,
      isDevelopment: true,
      plugins: ['plugins.la_suite'],
      app: { cookies: { sessionName: 'people_sessionid', secure: false } },
      smtp: { host: 'localhost', port: 1025, tls: 'none' },
    });
    expect(settings.identityProvider.callbackUrl).toBe('http://localhost:8071/api/v1.0/callback/');
  });

  it('reads a production configuration, with secure cookies and no development default', () => {
    expect(loadSettings(PRODUCTION)).toMatchObject({
      publicUrl: 'https://api.example.fr',
      app: {
        cookies: { sessionName: '__Host-sessionid', formerSessionName: 'sessionid', secure: true },
        sessionIdleLimitMs: undefined,
        servesApiDescription: false,
      },
      plugins: [],
      cors: { allowedOrigins: [] },
      smtp: { port: 25 },
    });
  });

  it.each(['staging', 'preprod', 'prod', 'feature', 'demo'])(
    'reports all that is missing in %s, at once',
    (environment) => {
      const problems = problemsOf({ REGIE_ENV: environment });
      const names = Object.keys(PRODUCTION).filter((key) => key !== 'REGIE_ENV');
      for (const name of names) {
        expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^${name}: is required`)));
      }
      expect(problems).toHaveLength(names.length);
    },
  );

  it('refuses public development secrets anywhere else', () => {
    const problems = problemsOf({
      ...PRODUCTION,
      OIDC_RP_CLIENT_SECRET: 'ThisIsAnExampleKeyForDevPurposeOnly',
      MAIL_PROVISIONING_API_CREDENTIALS: 'bGFfcmVnaWU6cGFzc3dvcmQ=',
    });
    expect(problems).toEqual([
      'OIDC_RP_CLIENT_SECRET: is the development value, which is public',
      'MAIL_PROVISIONING_API_CREDENTIALS: is the development value, which is public',
    ]);
    expect(problems.join()).not.toContain('ThisIsAnExample');
  });

  it('refuses to guess where it runs', () => {
    expect(problemsOf({})).toContain('REGIE_ENV: is required');
    expect(problemsOf({ ...PRODUCTION, REGIE_ENV: 'production' })).toEqual([
      'REGIE_ENV: must be one of dev, staging, preprod, prod, feature, demo',
    ]);
  });

  it('accepts the reference’s other names', () => {
    const { REGIE_SECRET_KEY: key, ...rest } = PRODUCTION;
    const settings = loadSettings({
      ...rest,
      DJANGO_SECRET_KEY: key,
      DJANGO_OIDC_CREATE_USER: 'no',
      USER_OIDC_FIELDS_TO_FULLNAME: 'given_name, usual_name',
    });
    expect(settings).toMatchObject({
      secretKey: key,
      useCases: {
        signInSettings: { createsUsers: false, claims: { fullNameClaims: ['given_name', 'usual_name'] } },
      },
    });
  });

  it.each([
    [{}, false],
    [{ OIDC_EMAIL_VERIFIED_REQUIRED: 'true' }, true],
  ])('with %j an address of which the provider says nothing needs proof: %s', (given, expected) => {
    const { useCases } = loadSettings({ ...PRODUCTION, ...given });
    expect(useCases.signInSettings.claims.emailVerifiedRequired).toBe(expected);
  });

  it.each([
    ['SEND_MAILBOX_PASSWORD', 'perhaps', 'must be true or false'],
    ['PORT', '99999', 'must be at most 65535'],
    ['OIDC_TIMEOUT', 'soon', 'must be a number'],
    ['OIDC_OP_URL', 'idp', 'must be an http(s) URL'],
    ['OIDC_AUTH_REQUEST_EXTRA_PARAMS', '[1]', 'Invalid input'],
    ['DJANGO_CORS_ALLOWED_ORIGIN_REGEXES', '(', 'Invalid regular expression'],
    [
      'ORGANIZATION_REGISTRATION_ID_VALIDATORS',
      '[{"NAME":"x.Other","OPTIONS":{"regex":"x"}}]',
      'only RegexValidator',
    ],
    ['OIDC_RP_STAFF_ACR_VALUES', '["eidas2"]', 'must be names without spaces'],
    ['OIDC_RP_STAFF_ACR_VALUES', 'eidas2 eidas3', 'must be names without spaces'],
    ['OIDC_RP_ADMINISTRATORS_ACR_VALUES', ',', 'not commas alone'],
    ['LANGUAGE_CODE', 'de', 'Invalid option'],
    ['ORGANIZATION_CLAIMS_EMAIL', 'support', 'must be an e-mail address'],
    ['REGIE_SECRET_KEY', 'short', 'must have at least 32 characters'],
  ])('says what is wrong with %s=%s', (name, value, problem) => {
    const [line, ...others] = problemsOf({ ...PRODUCTION, [name]: value });
    expect(others).toEqual([]);
    expect(line).toMatch(new RegExp(`^${name}: `));
    expect(line).toContain(problem);
  });

  it.each([
    [{}, [], []],
    [{ OIDC_RP_STAFF_ACR_VALUES: ' eidas2, eidas3 ' }, ['eidas2', 'eidas3'], []],
    [
      { OIDC_RP_ADMINISTRATORS_ACR_VALUES: 'https://refeds.org/profile/mfa' },
      [],
      ['https://refeds.org/profile/mfa'],
    ],
    [
      { OIDC_RP_STAFF_ACR_VALUES: 'eidas3', OIDC_RP_ADMINISTRATORS_ACR_VALUES: 'eidas2, eidas3' },
      ['eidas3'],
      ['eidas2', 'eidas3'],
    ],
  ])('asks for the levels of %j', (given, staff, administrators) => {
    const { useCases } = loadSettings({ ...PRODUCTION, ...given });
    expect(useCases.signInLevels).toEqual({ staff, administrators });
  });

  it('wants a level that satisfies both lists', () => {
    const given = { OIDC_RP_STAFF_ACR_VALUES: 'eidas3', OIDC_RP_ADMINISTRATORS_ACR_VALUES: 'eidas2,EIDAS3' };
    expect(problemsOf({ ...PRODUCTION, ...given })).toEqual([
      'OIDC_RP_ADMINISTRATORS_ACR_VALUES: must share a level with OIDC_RP_STAFF_ACR_VALUES: staff who administer something must satisfy both',
    ]);
  });

  it('wants endpoints together, and one way of TLS', () => {
    expect(
      problemsOf({ ...PRODUCTION, OIDC_OP_TOKEN_ENDPOINT: 'https://idp.example.fr/token' }),
    ).toHaveLength(3);
    expect(problemsOf({ ...PRODUCTION, DJANGO_EMAIL_USE_TLS: 'true', DJANGO_EMAIL_USE_SSL: '1' })).toEqual([
      'DJANGO_EMAIL_USE_SSL: cannot be true together with DJANGO_EMAIL_USE_TLS',
    ]);
  });

  it('reads parameters written as JSON or as a Python dictionary, and the reference’s validators', () => {
    for (const written of ['{"acr_values": "eidas1"}', "{'acr_values': 'eidas1'}"]) {
      const { identityProvider } = loadSettings({ ...PRODUCTION, OIDC_AUTH_REQUEST_EXTRA_PARAMS: written });
      expect(identityProvider.extraAuthorizationParams).toEqual({ acr_values: 'eidas1' });
    }
    const validators =
      '[{"NAME": "django.core.validators.RegexValidator", "OPTIONS": {"regex": "^[0-9]{14}$", "message": "x"}}]';
    const { useCases } = loadSettings({ ...PRODUCTION, ORGANIZATION_REGISTRATION_ID_VALIDATORS: validators });
    expect(useCases.signInSettings.claims.registrationIdPattern).toEqual(/^[0-9]{14}$/);
  });

  it.each([
    ['^\\\\d{14}\\\\Z', '13002526500013', '1300252650001Z'],
    ['\\\\A\\\\d{14}\\\\z', '13002526500013', '130025265000131'],
    ['^[\\\\\\\\A-Z]$', 'Z', '^'],
  ])('k17-regex-z takes %s as Python does', (regex, right, wrong) => {
    const validators = `[{"NAME": "django.core.validators.RegexValidator", "OPTIONS": {"regex": "${regex}"}}]`;
    const { useCases } = loadSettings({ ...PRODUCTION, ORGANIZATION_REGISTRATION_ID_VALIDATORS: validators });
    const pattern = useCases.signInSettings.claims.registrationIdPattern;
    expect([right, wrong].map((id) => pattern?.test(id))).toEqual([true, false]);
  });

  it.each(['(?i)a', '(?P<a>a)', '\\\\h+'])(
    'k17-regex-z refuses %s, which Python alone understands',
    (regex) => {
      const validators = `[{"NAME": "x.RegexValidator", "OPTIONS": {"regex": "${regex}"}}]`;
      expect(problemsOf({ ...PRODUCTION, ORGANIZATION_REGISTRATION_ID_VALIDATORS: validators })).toEqual([
        expect.stringMatching(/^ORGANIZATION_REGISTRATION_ID_VALIDATORS: /),
      ]);
    },
  );

  it('builds the database URL from its parts', () => {
    const { DATABASE_URL: _, ...rest } = PRODUCTION;
    const parts = { DB_HOST: 'db', DB_USER: 'u', DB_PASSWORD: 'p@ss/word', DB_NAME: 'people' };
    const urlOf = (more: Record<string, string> = {}) =>
      loadSettings({ ...rest, ...parts, ...more }).database.url;
    expect(urlOf()).toBe('postgres://u:p%40ss%2Fword@db:5432/people');
    expect(urlOf({ DB_HOST: '::1', DB_PORT: '6432' })).toBe('postgres://u:p%40ss%2Fword@[::1]:6432/people');
    expect(urlOf({ DB_HOST: '/run/postgresql' })).toBe(
      'postgres://u:p%40ss%2Fword@%2Frun%2Fpostgresql:5432/people',
    );
  });
});

describe('rates of requests', () => {
  it('are a number in a period, wider in development', () => {
    const rates = { burst: { requests: 20, seconds: 60 }, sustained: { requests: 150, seconds: 3600 } };
    expect(loadSettings(PRODUCTION).throttleRates).toEqual(rates);
    expect(loadSettings({ ...PRODUCTION, BURST_THROTTLE_RATES: '3/day' }).throttleRates.burst).toEqual({
      requests: 3,
      seconds: 86_400,
    });
    expect(loadSettings({ REGIE_ENV: 'dev' }).throttleRates).toEqual({
      burst: { requests: 200, seconds: 60 },
      sustained: { requests: 200, seconds: 3600 },
    });
  });

  it.each(['20', '20/week', '0/minute', '-1/hour', 'x/hour', '20/constructor'])('are not %j', (written) => {
    expect(problemsOf({ ...PRODUCTION, SUSTAINED_THROTTLE_RATES: written })).toEqual([
      expect.stringMatching(/^SUSTAINED_THROTTLE_RATES: must be a number of requests/),
    ]);
  });
});
