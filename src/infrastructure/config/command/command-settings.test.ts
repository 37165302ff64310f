import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../read-environment.ts';
import {
  loadAccountServiceSettings,
  loadAuditSettings,
  loadDatabaseSettings,
  loadMetadataSettings,
  loadOpenidClientSettings,
  loadStorageSettings,
  loadUserSettings,
} from './command-settings.ts';

const DATABASE_URL = 'postgres://u:p@db/people';
const REGIE_SECRET_KEY = 'k'.repeat(40);

const problemsOf = (load: () => unknown): readonly string[] => {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

describe('a command that only needs the database', () => {
  it('asks for nothing else', () => {
    expect(loadDatabaseSettings({ DATABASE_URL })).toEqual({ database: { url: DATABASE_URL } });
    expect(
      loadDatabaseSettings({ DATABASE_URL, PORT: 'x', OIDC_OP_URL: 'http://idp', REGIE_ENV: 'prod' }),
    ).toEqual({
      database: { url: DATABASE_URL },
    });
    expect(loadDatabaseSettings({ DB_HOST: 'db' }).database.url).toBe('postgres://dinum@db:5432/people');
    expect(loadDatabaseSettings({ REGIE_ENV: 'dev' }).database.url).toBe(
      'postgres://dinum@localhost:5432/people',
    );
  });

  it('says what is missing or wrong of it', () => {
    expect(problemsOf(() => loadDatabaseSettings({}))).toEqual([
      'DATABASE_URL: is required, or DB_HOST with DB_PORT, DB_NAME, DB_USER and DB_PASSWORD',
    ]);
    expect(problemsOf(() => loadDatabaseSettings({ DATABASE_URL: 'db', DB_PORT: 'x' }))).toHaveLength(2);
  });
});

it('tells a command about accounts which levels are asked of staff', () => {
  const given = { DATABASE_URL, REGIE_SECRET_KEY, OIDC_RP_STAFF_ACR_VALUES: 'eidas2,eidas3', PORT: 'x' };
  expect(loadUserSettings(given).signInLevels).toEqual({ staff: ['eidas2', 'eidas3'], administrators: [] });
  expect(problemsOf(() => loadUserSettings({ ...given, OIDC_RP_STAFF_ACR_VALUES: '[]' }))).toHaveLength(1);
});

it('has every command go where sessions are kept', () => {
  const DATABASE_SESSION_URL = 'postgres://regie@server:5432/people';
  for (const load of [loadDatabaseSettings, loadStorageSettings, loadAuditSettings]) {
    const given = { DATABASE_URL, REGIE_SECRET_KEY };
    expect(load(given).database.url).toBe(DATABASE_URL);
    expect(load({ ...given, DATABASE_SESSION_URL }).database.url).toBe(DATABASE_SESSION_URL);
  }
});

describe('a command that writes', () => {
  it('asks for the secret key, too', () => {
    expect(problemsOf(() => loadStorageSettings({ DATABASE_URL }))).toEqual([
      'REGIE_SECRET_KEY: is required',
    ]);
    expect(problemsOf(() => loadStorageSettings({ DATABASE_URL, REGIE_SECRET_KEY: 'short' }))).toEqual([
      'REGIE_SECRET_KEY: must have at least 32 characters',
    ]);
    const former = 'f'.repeat(40);
    expect(
      loadStorageSettings({ DATABASE_URL, REGIE_SECRET_KEY, REGIE_SECRET_KEY_FALLBACKS: former }),
    ).toEqual({ database: { url: DATABASE_URL }, secretKey: REGIE_SECRET_KEY, formerSecretKeys: [former] });
  });

  it('refuses the public key of development elsewhere', () => {
    const REGIE_SECRET_KEY = 'ThisIsAnExampleKeyForDevPurposeOnly-secret-key';
    expect(problemsOf(() => loadStorageSettings({ DATABASE_URL, REGIE_SECRET_KEY }))).toEqual([
      'REGIE_SECRET_KEY: is the development value, which is public',
    ]);
  });

  it('reads what is its own besides', () => {
    const given = { DATABASE_URL, REGIE_SECRET_KEY };
    for (const [env, allowsPlainHttp] of [
      [undefined, false],
      ['prod', false],
      ['dev', true],
    ] as const) {
      const { useCases } = loadOpenidClientSettings({ ...given, REGIE_ENV: env });
      expect(useCases.clientAddressPolicy).toEqual({ allowsPlainHttp });
    }
    expect(
      loadAccountServiceSettings({ ...given, ACCOUNT_SERVICE_SCOPES: 'a,b' }).useCases.accountServiceScopes,
    ).toEqual(['a', 'b']);
    expect(
      loadMetadataSettings({ ...given, ORGANIZATION_METADATA_SCHEMA: 'x.json' }).organizationMetadataSchema,
    ).toBe('x.json');
  });
});
