import { expect, it } from 'vitest';
import { endsWithDestination, readDestinations } from './read-destinations.ts';

it.each([
  ['a@b.fr', ['a@b.fr']],
  ['a@b.fr, c@d.fr;e@f.fr\ng@h.fr  i@j.fr', ['a@b.fr', 'c@d.fr', 'e@f.fr', 'g@h.fr', 'i@j.fr']],
  ['Marie Martin <marie@b.fr>, "Petit, Jean" <jean@b.fr>', ['marie@b.fr', 'jean@b.fr']],
  ['Marie < marie@b.fr > Jean <jean@b.fr>', ['marie@b.fr', 'jean@b.fr']],
  ['<a@b.fr>; mailto:c@d.fr.', ['a@b.fr', 'c@d.fr']],
  ['a@b.fr a@b.fr', ['a@b.fr']],
  [' , ;\n', []],
  ['devnull@devnull nobody', ['devnull@devnull', 'nobody']],
  ['zoé@école.fr', ['zoé@école.fr']],
])('reads %j', (text, expected) => expect(readDestinations(text)).toEqual(expected));

it.each([
  ['a@b.fr,', true],
  ['a@b.fr\n', true],
  ['a@b.fr ', true],
  ['Marie ', false],
  ['Marie Martin <m@b.fr', false],
  ['a@b', false],
  ['', false],
])('%j ends with a destination: %s', (text, expected) => expect(endsWithDestination(text)).toBe(expected));
