import { expect, it } from 'vitest';
import { isMailboxLocalPart, whyUndeliverable } from './mailbox.ts';
import { suggestedLocalPart } from './suggested-local-part.ts';

it.each([
  ['Jean', 'Valjean', 'jean.valjean'],
  ['Jean-Noël', 'de la Tour', 'jean-noel.de-la-tour'],
  ['Zoé', 'd’Ormesson', 'zoe.dormesson'],
  ["Anne  L'Huillier", 'LE GOFF', 'anne-lhuillier.le-goff'],
  ['Cœlia', 'Strauß', 'coelia.strauss'],
  ['Bjørn', 'Łukasiewicz', 'bjorn.lukasiewicz'],
  ['İbrahim', 'Yıldız', 'ibrahim.yildiz'],
  ['  ', 'Accueil (mairie)', 'accueil-mairie'],
  ['-', 'Dupont', 'dupont'],
  ['Иван', 'Dupont', 'dupont'],
  ['Иван', 'Иванов', ''],
])('suggests for %s %s: %s', (firstName, lastName, suggested) => {
  expect(suggestedLocalPart(firstName, lastName)).toBe(suggested);
});

it.each([
  ['a'.repeat(200), 'b'.repeat(200)],
  ['a'.repeat(63), 'Dupont'],
  [`${'a'.repeat(62)} b`, 'c'],
  ['🙂 Max', '9'],
  ['ﬁ', '½'],
  ['A.B.', '..C'],
])('suggests only what mail servers take: %s %s', (firstName, lastName) => {
  const suggested = suggestedLocalPart(firstName, lastName);
  expect(suggested).not.toBe('');
  expect(isMailboxLocalPart(suggested, 'evry.fr')).toBe(true);
  expect(whyUndeliverable(suggested)).toBeUndefined();
});
