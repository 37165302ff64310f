import { setImmediate } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { PASSWORD_MAX_LENGTH } from '../../domain/identity/password-rules.ts';
import { ZxcvbnPasswordStrength } from './zxcvbn-password-strength.ts';

const strength = new ZxcvbnPasswordStrength();
afterAll(() => strength.close());
const KNOWN = ['jean', 'valjean', 'montreuil', 'jean.valjean@montreuil.fr'];

describe('the strength of a password', () => {
  it.each([
    ['azertyuiop123', 'common French row'],
    ['motdepassemotdepasse', 'French common password, twice'],
    ['123456123456', 'digits'],
    ['abcdefghijklmnop', 'the alphabet'],
    ['qsdfghjklmqsdfghjklm', 'a row of a French keyboard'],
    ['P@ssw0rd1234', 'substitutions'],
    ['valjeanvaljean', 'what is known of the person'],
    ['27/03/1985', 'a date'],
  ])('is below what is asked for: %s (%s)', async (password) => {
    const { score, weaknesses } = await strength.estimate(password, KNOWN);
    expect(score).toBeLessThan(3);
    expect(weaknesses.length).toBeGreaterThan(0);
  });

  it.each([
    'correct horse battery staple',
    'la tortue range ses nuages',
    'tr0is-Girafes!bleues',
    'Où-dort-l’éléphant?',
    'zK8#vQ2m!xLp',
  ])('is enough: %s', async (password) => {
    expect(await strength.estimate(password, KNOWN)).toMatchObject({ score: 4, isCommon: false });
  });

  it('knows common passwords in any letter case', async () => {
    for (const password of ['password123', 'PassWord123', 'motdepasse', 'azertyuiop']) {
      expect(await strength.estimate(password, [])).toMatchObject({ isCommon: true });
    }
  });

  it.each(['P@ssw0rd', '1l!|i1l!', '4@8({[</|6#!1', '😀', '\u0000\ud800'])(
    'leaves everybody else alone while it looks at the longest: %j',
    async (part) => {
      const longest = part.repeat(PASSWORD_MAX_LENGTH).slice(0, PASSWORD_MAX_LENGTH);
      let isOver = false;
      const estimate = strength.estimate(longest, KNOWN).finally(() => {
        isOver = true;
      });
      let turns = 0;
      while (!isOver) {
        await setImmediate();
        turns += 1;
      }
      expect((await estimate).score).toBeGreaterThanOrEqual(0);
      expect(turns).toBeGreaterThan(50);
    },
  );

  it('judges many at once, one after the other', async () => {
    const passwords = Array.from({ length: 20 }, (_, index) => `tortue-${index}-nuage-rose`);
    const estimates = await Promise.all(passwords.map((password) => strength.estimate(password, [])));
    expect(estimates).toHaveLength(20);
  });
});
