import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import { riskySettings } from './risky-settings.ts';
import { loadSettings } from './settings.ts';

const settings = (variables: Record<string, string>) => loadSettings({ ...PRODUCTION, ...variables });
const header = (variables: Record<string, string>) => settings(variables).strictTransport;

describe('what browsers are told about HTTPS', () => {
  it.each([
    ['a year in production', { REGIE_ENV: 'prod' }, 'max-age=31536000'],
    ['a minute where things are tried', { REGIE_ENV: 'staging' }, 'max-age=60'],
    ['nothing on a developer’s machine', { REGIE_ENV: 'dev' }, undefined],
    ['what is set', { SECURE_HSTS_SECONDS: '3600' }, 'max-age=3600'],
    [
      'nothing where it is switched off',
      { SECURE_HSTS_SECONDS: '0', SECURE_HSTS_PRELOAD: 'true' },
      undefined,
    ],
    ['all hosts below', { SECURE_HSTS_INCLUDE_SUBDOMAINS: 'true' }, 'max-age=31536000; includeSubDomains'],
    [
      'what browsers may know before',
      { SECURE_HSTS_INCLUDE_SUBDOMAINS: 'true', SECURE_HSTS_PRELOAD: 'true' },
      'max-age=31536000; includeSubDomains; preload',
    ],
  ])('is %s', (_what, variables, expected) => expect(header(variables)).toBe(expected));

  it.each(['-1', '1.5', 'a year', '63072001'])('is never %s', (written) => {
    expect(() => header({ SECURE_HSTS_SECONDS: written })).toThrow(
      'SECURE_HSTS_SECONDS: must be a whole number',
    );
  });

  it('is not for lists of browsers without the hosts below, or for less than a year', () => {
    const notices = (variables: Record<string, string>) =>
      riskySettings(settings({ SECURE_HSTS_PRELOAD: 'true', ...variables })).join('\n');
    expect(notices({})).toContain('SECURE_HSTS_PRELOAD');
    expect(notices({ SECURE_HSTS_INCLUDE_SUBDOMAINS: 'true', SECURE_HSTS_SECONDS: '60' })).toContain(
      'SECURE_HSTS_PRELOAD',
    );
    expect(notices({ SECURE_HSTS_INCLUDE_SUBDOMAINS: 'true' })).not.toContain('SECURE_HSTS_PRELOAD');
  });
});

it('has limits of time and size, and ends at once unless it is told to wait', () => {
  expect(settings({})).toMatchObject({
    shutdownDelayMs: 0,
    httpLimits: {
      headersTimeoutMs: 15_000,
      requestTimeoutMs: 60_000,
      keepAliveTimeoutMs: 75_000,
      maxHeaderSize: 16_384,
    },
  });
  expect(
    settings({ SHUTDOWN_DELAY: '5', HTTP_KEEP_ALIVE_TIMEOUT: '620', HTTP_MAX_HEADER_SIZE: '32768' }),
  ).toMatchObject({
    shutdownDelayMs: 5_000,
    httpLimits: { keepAliveTimeoutMs: 620_000, maxHeaderSize: 32_768 },
  });
});
