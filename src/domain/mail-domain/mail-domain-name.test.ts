import { expect, it } from 'vitest';
import { DomainError } from '../shared/errors.ts';
import { parseMailDomainName } from './mail-domain-name.ts';

it.each([
  ['Evry.FR', 'evry.fr'],
  [' ville.example.fr ', 'ville.example.fr'],
  ['évry.fr', 'xn--vry-9la.fr'],
  ['xn--vry-9la.fr', 'xn--vry-9la.fr'],
  ['a-b.c1.fr', 'a-b.c1.fr'],
  ['a.b', 'a.b'],
  ['1.xn--p1ai', '1.xn--p1ai'],
  ['ville.2fr', 'ville.2fr'],
  ['ville.fr2', 'ville.fr2'],
])('reads %s as %s', (written, name) => expect(parseMailDomainName(written)).toBe(name));

it.each([
  '',
  'localhost',
  'not a domain!',
  '../users',
  'a.fr/check?x=',
  'a..fr',
  '.fr',
  'a.fr.',
  '-a.fr',
  'a-.fr',
  'a_b.fr',
  '1.2.3.4',
  'a.b@c.fr',
  'ville.fr.12',
  'ville.3',
  'a.fr:80',
  `${'a'.repeat(64)}.fr`,
  `${'a.'.repeat(80)}fr`,
])('refuses %j', (written) => {
  const failure = (() => {
    try {
      return parseMailDomainName(written);
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(DomainError);
  expect(failure).toMatchObject({ code: 'mail_domain.invalid_name', kind: 'invalid' });
});
