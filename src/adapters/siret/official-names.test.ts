import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { frenchTitleCase } from '../../domain/organization/french-title-case.ts';
import { OfficialNames } from './official-names.ts';

type Commune = Readonly<{ code: string; nom: string; type: string }>;
const require = createRequire(import.meta.url);
const listOf = (name: string): readonly Commune[] =>
  JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8'));
const communes = listOf('communes');
const names = new OfficialNames();
const named = (code: string, siren = '000000000') =>
  names.find({ siren, legalCategory: '7210', communeCodes: [code] });

/** As INSEE writes names in capitals. */
const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'OE')
    .replaceAll('æ', 'ae')
    .replaceAll('’', "'");

it('k15-commune-names finds every commune by its code', async () => {
  const actual = communes.filter(({ type }) => type === 'commune-actuelle');
  const codes = new Set(actual.map(({ code }) => code));
  const parts = communes.filter(({ type, code }) => type !== 'commune-actuelle' && !codes.has(code));
  expect(actual.length).toBeGreaterThan(34_000);
  for (const { code, nom } of [...actual, ...parts]) expect([code, await named(code)]).toEqual([code, nom]);
});

it('finds every grouping of communes by its SIREN', async () => {
  for (const { code, nom } of listOf('epci')) {
    expect(await names.find({ siren: code, legalCategory: '7348', communeCodes: [] })).toBe(nom);
  }
});

it('finds a whole town by its SIREN, though its town hall is in a district', async () => {
  expect(await named('13202', '211300553')).toBe('Marseille');
  expect(await named('13202')).toBe('Marseille 2e Arrondissement');
});

it('finds nothing for what is neither', async () => {
  expect(await named('99999')).toBeUndefined();
  const ministry = { siren: '130025265', legalCategory: '7120', communeCodes: ['75107'] };
  expect(await names.find(ministry)).toBeUndefined();
  expect(await names.find({ ...ministry, legalCategory: null })).toBeUndefined();
});

it('k15-commune-names writes all but one in a thousand of them right without their code', () => {
  const all = [...new Set(communes.map(({ nom }) => plain(nom)))];
  const wrong = all.filter((name) => frenchTitleCase(name.toUpperCase()) !== name);
  expect(wrong.length / all.length).toBeLessThanOrEqual(0.001);
});
