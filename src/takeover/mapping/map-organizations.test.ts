import { describe, expect, it } from 'vitest';
import { ORGANIZATION, TIMES, takeOver, tellsOfRows } from '../../../tests/support/taken-over-rows.ts';

tellsOfRows([
  ['people_organization', { ...ORGANIZATION, id: 'o', metadata: '[]' }, 'replaced by an empty one'],
  [
    'people_organization',
    { ...ORGANIZATION, id: 'o', domain_list: ['A.fr', 'a.fr'] },
    'a.fr is listed twice: listed once',
  ],
  [
    'people_organization',
    { ...ORGANIZATION, id: 'o', registration_id_list: [''] },
    'an identifier is empty: identifier left out',
  ],
  ['people_organization_access', { ...TIMES, id: 'a', role: 'x' }, 'unknown role x: left out'],
]);

describe('rows that collide', () => {
  it('gives an identifier to the organization read first', () => {
    const { rows, findings } = takeOver(
      ['people_organization', { ...ORGANIZATION, id: 'old', registration_id_list: ['1'] }],
      ['people_organization', { ...ORGANIZATION, id: 'new', registration_id_list: ['1', '2'] }],
    );
    expect(rows.map((row) => row.organization_registration_id)).toEqual([
      [{ value: '1', organization_id: 'old', position: 1 }],
      [{ value: '2', organization_id: 'new', position: 1 }],
    ]);
    expect(findings).toEqual(['new: 1 also belongs to organization old: identifier left to the older one']);
  });

  it('gives a domain in two spellings to the organization read first', () => {
    const { rows } = takeOver(
      ['people_organization', { ...ORGANIZATION, id: 'old', domain_list: ['évry.fr'] }],
      ['people_organization', { ...ORGANIZATION, id: 'new', domain_list: ['xn--vry-9la.fr', 'b.fr'] }],
    );
    expect(rows.map((row) => row.organization_domain?.map(({ value }) => value))).toEqual([
      ['xn--vry-9la.fr'],
      ['b.fr'],
    ]);
  });
});

it('k5-siret-spaces, k5-placeholder: registration ids are stored as sign-in reads them', () => {
  const { rows, findings } = takeOver(
    [
      'people_organization',
      { ...ORGANIZATION, id: 'o1', registration_id_list: ['200\u00a0000 000.00001', 'N/A'] },
    ],
    [
      'people_organization',
      { ...ORGANIZATION, id: 'o2', registration_id_list: ['20000000000001', 'W 751234567'] },
    ],
  );
  expect(rows.map((row) => row.organization_registration_id)).toEqual([
    [{ value: '20000000000001', organization_id: 'o1', position: 1 }],
    [{ value: 'W751234567', organization_id: 'o2', position: 1 }],
  ]);
  expect(findings).toEqual([
    'o1: "200\u00a0000 000.00001" is not written as ids are here: stored as 20000000000001',
    'o1: "N/A" is no registration id: identifier left out',
    'o2: "W 751234567" is not written as ids are here: stored as W751234567',
    'o2: 20000000000001 also belongs to organization o1: identifier left to the older one',
  ]);
});
