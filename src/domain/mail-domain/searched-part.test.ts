import { expect, it } from 'vitest';
import { searchedPart } from './searched-part.ts';

it.each([
  ['jean', 'jean'],
  ['Jean.Dupont@Evry.FR', 'Jean.Dupont'],
  [' jean@evry.fr ', 'jean'],
  ['@evry.fr', ''],
  ['jean@evry', 'jean@evry'],
  ['jean@sub.evry.fr', 'jean@sub.evry.fr'],
  ['', ''],
])('of %j, %j is sought in evry.fr', (typed, sought) => {
  expect(searchedPart(typed, 'evry.fr')).toBe(sought);
});
