import { expect, it } from 'vitest';
import { slugCandidates } from './mail-domain-slug.ts';

const firstThree = (name: string) => {
  const candidates = slugCandidates(name);
  return [candidates.next().value, candidates.next().value, candidates.next().value];
};

it.each([
  ['evry.fr', ['evryfr', 'evryfr-2', 'evryfr-3']],
  [
    'ville-sur-mer.example.fr',
    ['ville-sur-merexamplefr', 'ville-sur-merexamplefr-2', 'ville-sur-merexamplefr-3'],
  ],
  ['--ville--.fr', ['ville-fr', 'ville-fr-2', 'ville-fr-3']],
  ['__ville.fr__', ['villefr', 'villefr-2', 'villefr-3']],
  ['\u00e9vry.fr', ['evryfr', 'evryfr-2', 'evryfr-3']],
  ['xn--vry-9la.fr', ['xn-vry-9lafr', 'xn-vry-9lafr-2', 'xn-vry-9lafr-3']],
])('%s', (name, expected) => expect(firstThree(name)).toEqual(expected));

it('cuts long names, suffix included, at 80 characters', () => {
  const [plain, second] = firstThree(`${'a'.repeat(63)}.${'b'.repeat(60)}.fr`);
  expect(plain).toHaveLength(80);
  expect(second).toHaveLength(80);
  expect(second).toMatch(/-2$/);
});
