import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadSettings } from './settings.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});
const load = (variables: Record<string, string> = {}) =>
  loadSettings({
    REGIE_ENV: 'dev',
    OAUTH2_PROVIDER_OIDC_ENABLED: 'true',
    OIDC_PROVIDER_SIGNING_KEYS: String(key),
    ...variables,
  });
const KEPT = [
  'OIDC_PROVIDER_REFRESH_TOKEN_LIFETIME',
  'OIDC_PROVIDER_PASSWORD_INVITATION_LIFETIME',
  'OIDC_PROVIDER_PASSWORD_RESET_LIFETIME',
  'OIDC_PROVIDER_PASSWORD_HANDOVER_LIFETIME',
] as const;
const lifetimes = (variables?: Record<string, string>) => {
  const { openidProvider, useCases } = load(variables);
  const { first, forgotten, handed_over } = useCases.passwordSettings.linkLifetimes;
  return [openidProvider?.refreshTokenSeconds, first / 1000, forgotten / 1000, handed_over / 1000];
};

describe('how long refresh tokens and links to choose a password are good', () => {
  it('is usual where nothing is said', () => {
    expect(lifetimes()).toEqual([30 * DAY, 7 * DAY, HOUR, 3 * DAY]);
  });

  it('is each its own setting', () => {
    const written = ['12 hours', '2 days', '30 minutes', '1 day'];
    const variables = Object.fromEntries(KEPT.map((name, place) => [name, written[place] ?? '']));
    expect(lifetimes(variables)).toEqual([12 * HOUR, 2 * DAY, HOUR / 2, DAY]);
  });

  it.each(KEPT)('is a minute at least, and not without end: %s', (name) => {
    expect(() => load({ [name]: '59 s' })).toThrow(`${name}: must be at least 1 minutes`);
    expect(() => load({ [name]: '400 days' })).toThrow(`${name}: must be at most`);
    expect(() => load({ [name]: '7' })).toThrow(`${name}: must be a duration with its unit`);
  });
});
