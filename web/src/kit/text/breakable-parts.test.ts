import { expect, it } from 'vitest';
import { breakableParts } from './breakable-parts.ts';

it.each([
  ['secretariat@ailleurs.example', ['secretariat@', 'ailleurs.', 'example']],
  ['jean-paul.valjean@evry.fr', ['jean-', 'paul.', 'valjean@', 'evry.', 'fr']],
  ['a..b@c', ['a..', 'b@', 'c']],
  ['.', ['.']],
  ['accueil', ['accueil']],
  ['', []],
])('parts %j where it may be broken, and loses nothing of it', (text, parts) => {
  const found = breakableParts(text);
  expect(found.map(({ part }) => part)).toEqual(parts);
  for (const { key, part } of found) expect(text.slice(key, key + part.length)).toBe(part);
});
