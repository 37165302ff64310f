import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import type { Given } from '../../../tests/support/tried-settings.ts';
import { riskySettings } from './risky-settings.ts';
import { loadSettings } from './settings.ts';

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
