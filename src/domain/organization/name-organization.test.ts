import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrganizationId } from '../shared/ids.ts';
import type { DirectoryEntry, DirectoryEstablishment } from './directory-entry.ts';
import { nameFrom, nameOrganization, recordLookup } from './name-organization.ts';
import type { Organization } from './organization.ts';
import type { Siren, Siret } from './siret.ts';

const SIRET = '13002526500013' as Siret;
const LATER = new Date('2026-11-23T10:00:00Z');

const establishment = (changes: Partial<DirectoryEstablishment> = {}): DirectoryEstablishment => ({
  siret: SIRET,
  tradeNames: [],
  isClosed: false,
  ...changes,
});
const entry = (changes: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  siren: '130025265' as Siren,
  legalName: 'DIRECTION INTERMINISTERIELLE DU NUMERIQUE',
  fullName: 'DIRECTION INTERMINISTERIELLE DU NUMERIQUE (DINUM)',
  acronym: 'DINUM',
  legalCategory: '7120',
  headOfficeCity: 'PARIS',
  isPublicService: true,
  isClosed: false,
  establishment: establishment(),
  ...changes,
});
const organization = (changes: Partial<Organization> = {}): Organization => ({
  id: '6f1dd4a1-63a6-4b25-93c6-0d7f0d1f7f6b' as OrganizationId,
  name: SIRET,
  registrationIds: [SIRET],
  domains: ['numerique.gouv.fr'],
  metadata: {},
  isActive: true,
  directoryLookup: null,
  createdAt: new Date('2026-11-01T08:00:00Z'),
  updatedAt: new Date('2026-11-01T08:00:00Z'),
  ...changes,
});
const signBoards = (...tradeNames: string[]) => ({ establishment: establishment({ tradeNames }) });
const commune = { legalCategory: '7210', headOfficeCity: "SAINT-JEAN-D'ANGÉLY" };

describe('nameFrom', () => {
  it.each<[string, Partial<DirectoryEntry>, string | undefined]>([
    [
      'the city of a commune, whatever its sign board',
      { ...commune, ...signBoards('MAIRIE') },
      "Saint-Jean-d'Angély",
    ],
    [
      'a commune without city, by its sign board',
      { ...commune, headOfficeCity: null, ...signBoards('MAIRIE') },
      'Mairie',
    ],
    [
      'a commune with a blank city, by its legal name',
      { ...commune, headOfficeCity: ' ', legalName: 'COMMUNE DE X' },
      'Commune de X',
    ],
    ['the city of a commune found by SIREN', { ...commune, establishment: null }, "Saint-Jean-d'Angély"],
    ['the first sign board', signBoards('LYCEE DU PARC', 'INTERNAT'), 'Lycee du Parc'],
    ['the next sign board when the first is masked', signBoards('[NON-DIFFUSIBLE]', 'INTERNAT'), 'Internat'],
    ['the legal name without sign boards', {}, 'Direction Interministerielle du Numerique'],
    [
      'the legal name when sign boards are blank',
      signBoards('', '  '),
      'Direction Interministerielle du Numerique',
    ],
    [
      'the legal name when found by SIREN',
      { establishment: null },
      'Direction Interministerielle du Numerique',
    ],
    [
      'the full name of a person',
      { legalName: null, fullName: 'JEANNE DUPONT (LE FOURNIL)', acronym: null },
      'Jeanne Dupont (Le Fournil)',
    ],
    [
      'nothing when all is masked',
      { legalName: '[NON-DIFFUSIBLE]', fullName: '[NON-DIFFUSIBLE]', acronym: '[NON-DIFFUSIBLE]' },
      undefined,
    ],
    [
      'nothing from a half-masked name',
      { legalName: null, fullName: '[NON-DIFFUSIBLE] (LE FOURNIL)' },
      undefined,
    ],
    ...[
      ...['[ND]', '[nd]', '[ N.D. ]', '[non-diffusible]', '[NON DIFFUSIBLE]', '[NON-DIFFUSÉ]', '[MASQUE]'],
      ...['ND', 'n/a', 'INFORMATION NON-DIFFUSIBLE', 'NON DIFFUSE', 'xxxx', '***', '-', '[ND] (LE FOURNIL)'],
    ].map((mask): [string, Partial<DirectoryEntry>, undefined] => [
      `k15-insee-mask nothing of ${mask}`,
      {
        ...commune,
        headOfficeCity: mask,
        ...signBoards(mask),
        legalName: mask,
        fullName: mask,
        acronym: mask,
      },
      undefined,
    ]),
    ['k15-insee-mask the name beside a mask', { ...signBoards('[ND]'), legalName: 'MAIRIE' }, 'Mairie'],
    [
      'a name that only resembles a mask',
      { legalName: 'DIFFUSION DU NORD [ANNEXE]' },
      'Diffusion du Nord [Annexe]',
    ],
    ['the name of the official list', { ...commune, officialName: 'Riom-ès-Montagnes' }, 'Riom-ès-Montagnes'],
    ['k7-nul-name one line', { legalName: 'OFFICE\0\r\nPUBLIC' }, 'Office Public'],
    ['nothing when there is nothing', { legalName: null, fullName: null }, undefined],
    [
      'the acronym of the unit in capitals',
      { legalName: 'SIAMU DE LOZERE', acronym: 'SIAMU' },
      'SIAMU de Lozere',
    ],
    [
      'a long short name as ordinary words',
      { legalName: 'BIBLIOTHEQUE', acronym: 'BIBLIOTHEQUE' },
      'Bibliotheque',
    ],
    ['spaces made single', { legalName: '  OFFICE \n  PUBLIC ' }, 'Office Public'],
  ])('gives %s', (_, changes, expected) => {
    expect(nameFrom(entry(changes))).toBe(expected);
  });

  it.each([
    ['keeps 100 characters', `${'AB '.repeat(32)}ABCD`, `${'Ab '.repeat(32)}Abcd`],
    ['cuts before the word that is too much', `${'AB '.repeat(32)}ABCDE`, `${'Ab '.repeat(32)}`.trim()],
    ['cuts after a word that just fits', `${'AB '.repeat(32)}ABCD EFGH`, `${'Ab '.repeat(32)}Abcd`],
    ['leaves no dangling sign', `${'AB '.repeat(32)}- ABCDEFGH`, `${'Ab '.repeat(32)}`.trim()],
    ['cuts a single endless word', 'A'.repeat(120), `A${'a'.repeat(99)}`],
    ['keeps signs when there is nothing else', '-'.repeat(120), '-'.repeat(100)],
    ['counts characters, not UTF-16 units', '\u{1d538}'.repeat(120), '\u{1d538}'.repeat(100)],
  ])('%s', (_, legalName, expected) => {
    expect(nameFrom(entry({ legalName }))).toBe(expected);
  });

  it('is never empty nor longer than 100 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (legalName) => {
        const name = nameFrom(entry({ legalName, fullName: null }));
        if (name === undefined) return;
        expect(Array.from(name).length).toBeLessThanOrEqual(100);
        expect(name.trim()).not.toBe('');
      }),
    );
  });
});

describe('nameOrganization', () => {
  it('names it and keeps its other metadata', () => {
    const before = organization({ metadata: { is_commune: true, note: 'kept' } });
    expect(nameOrganization(before, entry(), LATER)).toEqual({
      ...before,
      name: 'Direction Interministerielle du Numerique',
      metadata: { is_commune: false, is_public_service: true, is_closed: false, note: 'kept' },
      directoryLookup: { status: 'found', at: LATER },
      updatedAt: LATER,
    });
  });

  it.each<[string, Partial<DirectoryEntry>, Record<string, boolean>]>([
    ['a commune', commune, { is_commune: true, is_public_service: true, is_closed: false }],
    [
      'no public service',
      { isPublicService: false },
      { is_commune: false, is_public_service: false, is_closed: false },
    ],
    [
      'a closed establishment',
      { establishment: establishment({ isClosed: true }) },
      { is_commune: false, is_public_service: true, is_closed: true },
    ],
    [
      'a closed unit',
      { isClosed: true, establishment: null },
      { is_commune: false, is_public_service: true, is_closed: true },
    ],
  ])('marks %s', (_, changes, metadata) => {
    expect(nameOrganization(organization(), entry(changes), LATER).metadata).toEqual(metadata);
  });

  it('stores the facts of an entry that gives no name', () => {
    const named = nameOrganization(organization(), entry({ legalName: null, fullName: null }), LATER);
    expect(named).toMatchObject({
      name: SIRET,
      metadata: { is_public_service: true },
      directoryLookup: { status: 'found', at: LATER },
    });
  });

  it('leaves a custom name and all that goes with it', () => {
    const custom = organization({ name: 'La DINUM' });
    expect(nameOrganization(custom, entry(), LATER)).toBe(custom);
  });
});

describe('recordLookup', () => {
  it.each(['not_found', 'skipped', 'failed'] as const)('stores %s and its date', (status) => {
    const before = organization({ metadata: { note: 'kept' } });
    expect(recordLookup(before, status, LATER)).toEqual({
      ...before,
      directoryLookup: { status, at: LATER },
      updatedAt: LATER,
    });
  });

  it('leaves an organization that has a name of its own', () => {
    const custom = organization({ name: 'La DINUM', directoryLookup: { status: 'found', at: LATER } });
    expect(recordLookup(custom, 'failed', LATER)).toBe(custom);
  });
});
