import { expect, it } from 'vitest';
import { checkDestinations, ensureNoProblems } from './destination-problems.ts';

const KNOWN = { present: ['there@b.fr', 'x@xn--cole-9oa.fr'], looping: ['back@evry.fr'] };
const problems = (...wanted: readonly string[]) =>
  checkDestinations(wanted, KNOWN).map(({ problem }) => problem);

it.each([
  [
    ['a@b.fr', 'c@d.fr', 'devnull@devnull'],
    [null, null, null],
  ],
  [
    ['a@b.fr', 'A@B.fr'],
    [null, 'alias.repeated_destination'],
  ],
  [
    ['There@B.fr', 'X@école.fr'],
    ['alias.already_exists', 'alias.already_exists'],
  ],
  [
    ['there@b.fr', 'there@b.fr'],
    ['alias.already_exists', 'alias.repeated_destination'],
  ],
  [['a b@c.fr', 'nobody', ''], Array.from({ length: 3 }, () => 'alias.invalid_destination')],
  [
    ['x@y.fr', 'back@evry.fr'],
    [null, 'alias.loop'],
  ],
])('finds in %j: %j', (wanted, expected) => expect(problems(...wanted)).toEqual(expected));

it.each([
  [['a@b.fr'], undefined, {}],
  [
    ['c@d.fr', 'a@b.fr', 'c@d.fr', 'a@b.fr', 'C@d.fr'],
    'alias.repeated_destination',
    { destinations: 'c@d.fr, a@b.fr' },
  ],
  [
    ['back@evry.fr', 'There@b.fr', 'x@y.fr', 'x@école.fr'],
    'alias.already_exists',
    { destinations: 'There@b.fr, x@école.fr' },
  ],
  [['x@y.fr', 'back@evry.fr'], 'alias.loop', { destination: 'back@evry.fr' }],
  [['back@evry.fr', 'nobody'], 'alias.invalid_destination', { destination: 'nobody' }],
])('refuses %j as %s', (wanted, code, params) => {
  const refuse = () => ensureNoProblems(checkDestinations(wanted, KNOWN));
  if (code === undefined) expect(refuse).not.toThrow();
  else expect(refuse).toThrow(expect.objectContaining({ code, params }));
});
