import { describe, expect, it } from 'vitest';
import { placeOf } from './listed-place.ts';

describe('where a listed address is, seen from commune.fr', () => {
  it.each([
    ['d@commune.fr', 'd'],
    ['D.E@Commune.FR', 'd.e'],
    [' d@commune.fr\n', 'd'],
    ['d@commune.fr.', 'd'],
    ['d@commune.fr..', 'd'],
    ['d\u200b@\u2060commune.fr', 'd'],
    ['d\0@commune.fr', 'd'],
    ['d＠commune．fr', 'd'],
    ['éloïse@commune.fr', 'éloïse'],
    ['a+b@commune.fr', 'a+b'],
    ['a@b@commune.fr', 'a@b'],
  ])('%j is here', (email, localPart) => {
    expect(placeOf(email, 'commune.fr')).toEqual({ place: 'here', localPart });
  });

  it.each(['d@ailleurs.fr', 'd@ma-commune.fr', 'd@sous.commune.fr', '@ailleurs.fr', 'd@évry.fr'])(
    '%j is elsewhere',
    (email) => {
      expect(placeOf(email, 'commune.fr')).toEqual({ place: 'elsewhere' });
    },
  );

  it.each([
    '',
    'd',
    'd@',
    '@',
    '@commune.fr',
    '<d@commune.fr>',
    'd@commune',
    'commune.fr',
    'ailleurs.fr',
    'mailto:d@commune.fr',
    '"d"@commune.fr',
  ])('%j may be any', (email) => {
    expect(placeOf(email, 'commune.fr')).toEqual({ place: 'unknown' });
  });

  it('knows a domain by its other spelling', () => {
    expect(placeOf('d@Évry-Test.fr', 'xn--vry-test-90a.fr')).toEqual({ place: 'here', localPart: 'd' });
  });
});
