import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../../tests/support/production-environment.ts';
import { problemsOf, refuses } from '../../../../tests/support/tried-settings.ts';
import { loadSettings } from '../settings.ts';

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
