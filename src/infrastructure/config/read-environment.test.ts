import { describe, expect, it } from 'vitest';
import { ConfigurationError, readEnvironment } from './read-environment.ts';
import { loadSettings } from './settings.ts';

const production = {
  REGIE_ENV: 'prod',
  REGIE_SECRET_KEY: 'k'.repeat(50),
  REGIE_PUBLIC_URL: 'https://api.example.fr/',
  PEOPLE_BASE_URL: 'https://regie.example.fr',
  DATABASE_URL: 'postgres://u:p@db/people',
  OIDC_OP_URL: 'https://idp.example.fr',
  OIDC_RP_CLIENT_SECRET: 'a real secret',
  LOGIN_REDIRECT_URL: 'https://regie.example.fr',
  LOGIN_REDIRECT_URL_FAILURE: 'https://regie.example.fr/oups',
  LOGOUT_REDIRECT_URL: 'https://regie.example.fr',
  MAIL_PROVISIONING_API_URL: 'https://dimail.example.fr',
  MAIL_PROVISIONING_API_CREDENTIALS: 'cmVhbDpvbmU=',
  WEBMAIL_URL: 'https://webmail.example.fr',
  DJANGO_EMAIL_HOST: 'smtp.example.fr',
};

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
    expect(loadSettings(production)).toMatchObject({
      publicUrl: 'https://api.example.fr',
      app: { cookies: { sessionName: 'sessionid', secure: true }, servesApiDescription: false },
      plugins: [],
      cors: { allowedOrigins: [] },
      smtp: { port: 25 },
    });
  });

  it.each(['staging', 'preprod', 'prod', 'feature', 'demo'])(
    'reports all that is missing in %s, at once',
    (environment) => {
      const problems = problemsOf({ REGIE_ENV: environment });
      for (const name of Object.keys(production).filter(
        (key) => !['REGIE_ENV', 'DATABASE_URL'].includes(key),
      )) {
        expect(problems).toContain(`${name}: is required`);
      }
    },
  );

  it('refuses public development secrets anywhere else', () => {
    const problems = problemsOf({
      ...production,
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
    expect(problemsOf({ ...production, REGIE_ENV: 'production' })).toEqual([
      'REGIE_ENV: must be one of dev, staging, preprod, prod, feature, demo',
    ]);
  });

  it('accepts the reference’s other names', () => {
    const { REGIE_SECRET_KEY: key, ...rest } = production;
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
    ['LANGUAGE_CODE', 'de', 'Invalid option'],
    ['ORGANIZATION_CLAIMS_EMAIL', 'support', 'must be an e-mail address'],
    ['REGIE_SECRET_KEY', 'short', 'must have at least 32 characters'],
  ])('says what is wrong with %s=%s', (name, value, problem) => {
    const [line, ...others] = problemsOf({ ...production, [name]: value });
    expect(others).toEqual([]);
    expect(line).toMatch(new RegExp(`^${name}: `));
    expect(line).toContain(problem);
  });

  it('wants endpoints together, and one way of TLS', () => {
    expect(
      problemsOf({ ...production, OIDC_OP_TOKEN_ENDPOINT: 'https://idp.example.fr/token' }),
    ).toHaveLength(3);
    expect(problemsOf({ ...production, DJANGO_EMAIL_USE_TLS: 'true', DJANGO_EMAIL_USE_SSL: '1' })).toEqual([
      'DJANGO_EMAIL_USE_SSL: cannot be true together with DJANGO_EMAIL_USE_TLS',
    ]);
  });

  it('reads parameters written as JSON or as a Python dictionary, and the reference’s validators', () => {
    for (const written of ['{"acr_values": "eidas1"}', "{'acr_values': 'eidas1'}"]) {
      const { identityProvider } = loadSettings({ ...production, OIDC_AUTH_REQUEST_EXTRA_PARAMS: written });
      expect(identityProvider.extraAuthorizationParams).toEqual({ acr_values: 'eidas1' });
    }
    const validators =
      '[{"NAME": "django.core.validators.RegexValidator", "OPTIONS": {"regex": "^[0-9]{14}$", "message": "x"}}]';
    const { useCases } = loadSettings({ ...production, ORGANIZATION_REGISTRATION_ID_VALIDATORS: validators });
    expect(useCases.signInSettings.claims.registrationIdPattern).toEqual(/^[0-9]{14}$/);
  });

  it('builds the database URL from its parts', () => {
    const { DATABASE_URL: _, ...rest } = production;
    const settings = loadSettings({
      ...rest,
      DB_HOST: 'db',
      DB_USER: 'u',
      DB_PASSWORD: 'p@ss/word',
      DB_NAME: 'people',
    });
    expect(settings.database.url).toBe('postgres://u:p%40ss%2Fword@db:5432/people');
  });
});

describe('rates of requests', () => {
  it('are a number in a period, wider in development', () => {
    const rates = { burst: { requests: 20, seconds: 60 }, sustained: { requests: 150, seconds: 3600 } };
    expect(loadSettings(production).throttleRates).toEqual(rates);
    expect(loadSettings({ ...production, BURST_THROTTLE_RATES: '3/day' }).throttleRates.burst).toEqual({
      requests: 3,
      seconds: 86_400,
    });
    expect(loadSettings({ REGIE_ENV: 'dev' }).throttleRates).toEqual({
      burst: { requests: 200, seconds: 60 },
      sustained: { requests: 200, seconds: 3600 },
    });
  });

  it.each(['20', '20/week', '0/minute', '-1/hour', 'x/hour', '20/constructor'])('are not %j', (written) => {
    expect(problemsOf({ ...production, SUSTAINED_THROTTLE_RATES: written })).toEqual([
      expect.stringMatching(/^SUSTAINED_THROTTLE_RATES: must be a number of requests/),
    ]);
  });
});
