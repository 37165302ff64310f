import { describe, expect, it } from 'vitest';
import { isValidSiren, isValidSiret, isWellFormedSiret, type Siret, sirenOf } from './siret.ts';

describe('isWellFormedSiret', () => {
  it.each([
    ['13002526500013', true],
    ['12345678901234', true],
    ['1300252650001', false],
    ['130025265000131', false],
    ['130 025 265 00013', false],
    ['1300252650001A', false],
    ['١٣٠٠٢٥٢٦٥٠٠٠١٣', false],
    ['13002526500013\n', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isWellFormedSiret(text)).toBe(expected);
  });
});

describe('isValidSiret', () => {
  it.each([
    ['13002526500013', true, 'DINUM'],
    ['73282932000074', true, 'an ordinary company'],
    ['21340172201787', true, 'a commune'],
    ['21510339100011', true, 'a commune'],
    ['35600000000048', true, 'head office of La Poste, by Luhn only'],
    ['35600000049837', true, 'La Poste, by the sum of its digits only'],
    ['35600000009075', true, 'La Poste, by the sum of its digits only'],
    ['35600000049838', false, 'La Poste, by neither rule'],
    ['12345678901234', false, 'a placeholder'],
    ['00000000000000', false, 'passes Luhn but is a placeholder'],
    ['13002526500014', false, 'wrong last digit'],
    ['13002526900003', false, 'wrong over 14 digits and over the SIREN'],
    ['13002526500049', false, 'right SIREN, wrong establishment'],
    ['73282932100073', false, 'wrong SIREN, though all 14 digits pass Luhn'],
    ['1300252650001', false, 'too short'],
  ])('%s: %s (%s)', (text, expected) => {
    expect(isValidSiret(text)).toBe(expected);
  });
});

it('finds the SIREN of a SIRET', () => {
  expect(sirenOf('13002526500013' as Siret)).toBe('130025265');
});

it.each([
  ['130025265', true],
  ['356000000', true],
  ['130025266', false],
  ['000000000', false],
  ['13002526', false],
  ['13002526500013', false],
])('isValidSiren %s: %s', (text, expected) => {
  expect(isValidSiren(text)).toBe(expected);
});
