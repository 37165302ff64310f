import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import { refuses } from '../../../tests/support/tried-settings.ts';
import { readEnvironment } from './read-environment.ts';

describe('the system that runs mail domains', () => {
  it('is dimail where none is named', () => {
    expect(readEnvironment(PRODUCTION).MAIL_PROVISIONING_SYSTEM).toBe('dimail');
    const named = { ...PRODUCTION, MAIL_PROVISIONING_SYSTEM: 'dimail' };
    expect(readEnvironment(named).MAIL_PROVISIONING_SYSTEM).toBe('dimail');
  });

  it('is one of those there are, and its own variables are required', () => {
    const { MAIL_PROVISIONING_API_URL: _url, ...rest } = PRODUCTION;
    expect(() => readEnvironment({ ...rest, MAIL_PROVISIONING_SYSTEM: 'dimali' })).toThrow(
      /MAIL_PROVISIONING_SYSTEM: .*dimail/,
    );
    expect(() => readEnvironment(rest)).toThrow('MAIL_PROVISIONING_API_URL: is required');
  });
});

refuses(
  'MAIL_PROVISIONING_API_CREDENTIALS',
  ['user:password', 'dXNlcg==', 'é'],
  /must be user:password in Base64/,
);
