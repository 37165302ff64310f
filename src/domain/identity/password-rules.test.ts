import { describe, expect, it } from 'vitest';
import {
  estimatedPasswordFaults,
  normalizePassword,
  PASSWORD_MAX_LENGTH,
  plainPasswordFaults,
} from './password-rules.ts';

const ABOUT = {
  own: ['jean.valjean@montreuil-sur-mer.fr', 'jean.valjean', 'Jean', 'Valjean', 'Jean Valjean'],
  around: ['montreuil-sur-mer.fr', 'Commune de Montreuil-sur-Mer'],
};

describe('rules of passwords', () => {
  it.each([
    ['la tortue range ses nuages', []],
    ['Où-dort-l’éléphant?', []],
    ['Jean aime les framboises', []],
    ['court', ['too_short']],
    ['onze-lettre', ['too_short']],
    ['douze-lettre', []],
    ['é'.repeat(11), ['too_short']],
    ['😀'.repeat(11), ['too_short']],
    [`${'tortue '.repeat(18)}a`, []],
    ['x'.repeat(PASSWORD_MAX_LENGTH + 1), ['too_long']],
    ['x'.repeat(1_000_000), ['too_long']],
    ['314159265358', ['only_digits']],
    ['٣١٤١٥٩٢٦٥٣٥٨', ['only_digits']],
    [' la tortue range', ['space_at_end']],
    ['la tortue range\u00a0', ['space_at_end']],
    ['la tortue\nrange', ['control_characters']],
    ['la tortue\0range', ['control_characters']],
    ['la tortue\ud800range', ['control_characters']],
    ['', ['too_short']],
  ] as const)('%j: %j', (password, faults) => {
    expect(plainPasswordFaults(password, ABOUT)).toEqual(faults);
  });

  it.each([
    'jean.valjean@montreuil-sur-mer.fr',
    'Jean.Valjean',
    'JeanValjean1862',
    'Jean Valjean 1862!',
    'VALJEAN-VALJEAN',
    'naejlavnaej.',
    'Montreuil-sur-Mer-2026',
    'commune de montreuil 62',
    'Jéan-Väljean-62',
  ])('is made of what is known of the person: %s', (password) => {
    expect(plainPasswordFaults(password, ABOUT)).toContain('personal');
  });

  it('says nothing of a person of whom nothing is known', () => {
    const about = { own: ['', ''], around: [''] };
    expect(plainPasswordFaults('la tortue range', about)).toEqual([]);
    expect(plainPasswordFaults('', about)).toEqual(['too_short']);
  });

  it('asks for the strength that is configured, and never takes a common one', () => {
    const weaknesses = [] as const;
    for (const score of [0, 1, 2, 3, 4] as const) {
      expect(estimatedPasswordFaults({ score, isCommon: false, weaknesses }, 3)).toEqual(
        score < 3 ? ['easy_to_guess'] : [],
      );
      expect(estimatedPasswordFaults({ score, isCommon: true, weaknesses }, 0)).toEqual(['common']);
    }
  });

  it('takes two ways of writing one letter for one', () => {
    expect(normalizePassword('e\u0301le\u0300ve')).toBe('\u00e9l\u00e8ve');
    expect(normalizePassword('a\ud800b')).toBe('a\ufffdb');
  });
});
