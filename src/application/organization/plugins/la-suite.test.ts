import { describe, expect, it } from 'vitest';
import { DINUM, MONTPELLIER, UNDISCLOSED_PERSON } from '../../../../tests/contracts/directory-samples.ts';
import {
  calledBy,
  DINUM_SIRET,
  newOrganization,
  openLaSuite,
  START,
} from '../../../../tests/plugins/la-suite-fixture.ts';
import type { DirectoryEntry } from '../../../domain/organization/directory-entry.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';

const DONE = { done: true };
const withTradeNames = (tradeNames: readonly string[]): DirectoryEntry => ({
  ...DINUM,
  establishment: DINUM.establishment && { ...DINUM.establishment, tradeNames },
});

describe('naming an organization', () => {
  it('gives it the name and the facts of the directory', async () => {
    const { created, stored, directory, unitOfWork } = await openLaSuite();
    expect(await created()).toEqual(DONE);
    expect(await stored()).toEqual({
      ...newOrganization(),
      name: 'Direction Interministerielle du Numerique',
      metadata: { is_commune: false, is_public_service: true, is_closed: false },
      directoryLookup: { status: 'found', at: START },
    });
    expect(directory.questions).toEqual([DINUM_SIRET]);
    expect(unitOfWork.audited).toMatchObject([
      {
        action: 'organization.renamed',
        actorId: null,
        label: 'Direction Interministerielle du Numerique',
        details: { name: { before: DINUM_SIRET } },
      },
    ]);
  });

  it.each<[string, DirectoryEntry, string]>([
    ['its first sign board', withTradeNames(['LA DINUM', 'ETALAB']), 'La DINUM'],
    [
      'its legal name when the list of sign boards is empty',
      withTradeNames([]),
      'Direction Interministerielle du Numerique',
    ],
    ['its city when it is a commune', { ...DINUM, legalCategory: '7210', headOfficeCity: 'ÉTAIN' }, 'Étain'],
    [
      'its legal name when it is a commune without a city',
      { ...DINUM, legalCategory: '7210', headOfficeCity: null },
      'Direction Interministerielle du Numerique',
    ],
    [
      'its full name when it has no other',
      { ...DINUM, legalName: null, fullName: 'JEANNE MARTIN' },
      'Jeanne Martin',
    ],
    [
      'a name of at most 100 characters',
      { ...DINUM, legalName: 'MAIRIE '.repeat(20) },
      'Mairie '.repeat(14).trim(),
    ],
  ])('calls it by %s', async (_, entry, name) => {
    const { created, stored } = await openLaSuite({ entries: [entry] });
    await created();
    expect(await stored()).toMatchObject({ name, directoryLookup: { status: 'found' } });
  });

  it.each([
    ['spaces', '130 025 265 00013'],
    ['non-breaking spaces', '130\u00a0025\u00a0265\u00a000013'],
    ['dots', '130.025.265.00013'],
  ])('reads a SIRET written with %s', async (_, id) => {
    const { created, stored } = await openLaSuite({ organizations: [calledBy(id)] });
    await created();
    expect(await stored()).toMatchObject({ name: 'Direction Interministerielle du Numerique' });
  });

  it('looks up the main registration id, even when called by another', async () => {
    const organization = newOrganization({
      name: '21340172201787',
      registrationIds: [DINUM_SIRET, '21340172201787'],
    });
    const { created, directory } = await openLaSuite({ organizations: [organization] });
    await created();
    expect(directory.questions).toEqual([DINUM_SIRET]);
  });

  it('keeps other metadata and replaces its own', async () => {
    const organization = newOrganization({ metadata: { is_commune: true, note: 'kept' } });
    const { created, stored } = await openLaSuite({ organizations: [organization] });
    await created();
    expect(await stored()).toMatchObject({ metadata: { is_commune: false, note: 'kept' } });
  });

  it('marks a closed establishment', async () => {
    const { created, stored } = await openLaSuite({ organizations: [calledBy('90210987500010')] });
    await created();
    expect(await stored()).toMatchObject({
      name: 'Jeanne Martin (Le Fournil)',
      metadata: { is_closed: true },
    });
  });

  it('keeps the SIRET as the name of a unit that does not disclose its own', async () => {
    const siret = UNDISCLOSED_PERSON.establishment?.siret ?? '';
    const { created, stored } = await openLaSuite({ organizations: [calledBy(siret)] });
    expect(await created()).toEqual(DONE);
    expect(await stored()).toMatchObject({ name: siret, directoryLookup: { status: 'found' } });
  });

  it('changes nothing when it runs again', async () => {
    const { created, stored, elapse, directory } = await openLaSuite();
    await created();
    const named = await stored();
    elapse(60);
    expect(await created()).toEqual(DONE);
    expect(await stored()).toEqual(named);
    expect(directory.questions).toHaveLength(1);
  });

  it('gives the same result when two workers run it at once', async () => {
    const { created, stored } = await openLaSuite();
    expect(await Promise.all([created(), created()])).toEqual([DONE, DONE]);
    expect(await stored()).toMatchObject({ name: 'Direction Interministerielle du Numerique' });
  });
});

describe('leaving an organization alone', () => {
  it.each([
    ['has a name of its own', newOrganization({ name: 'La DINUM' })],
    ['has no registration id', newOrganization({ name: 'numerique.gouv.fr', registrationIds: [] })],
  ])('asks nothing when it %s', async (_, organization) => {
    const { created, stored, directory } = await openLaSuite({ organizations: [organization] });
    expect(await created()).toEqual(DONE);
    expect(await stored()).toEqual(organization);
    expect(directory.questions).toEqual([]);
  });

  it('has nothing to do for one that is gone', async () => {
    const { created, directory } = await openLaSuite();
    expect(
      await created({ organizationId: 'd4c7a1be-0000-4000-8000-000000000000' as OrganizationId }),
    ).toEqual(DONE);
    expect(directory.questions).toEqual([]);
  });

  it('keeps a name that was given during the look-up', async () => {
    const custom = newOrganization({ name: 'La DINUM' });
    const { created, stored } = await openLaSuite({
      wrap: (directory, unitOfWork) => ({
        findBySiren: (siren) => directory.findBySiren(siren),
        findBySiret: async (siret) => {
          await unitOfWork.run(({ organizations }) => organizations.update(custom));
          return directory.findBySiret(siret);
        },
      }),
    });
    expect(await created()).toEqual(DONE);
    expect(await stored()).toEqual(custom);
  });

  it.each(['1234', 'MONACO-12', '', '130 025 265', '1300252650001X'])(
    'skips the placeholder %j',
    async (id) => {
      const { created, stored, directory } = await openLaSuite({ organizations: [calledBy(id)] });
      expect(await created()).toEqual(DONE);
      expect(await stored()).toEqual({ ...calledBy(id), directoryLookup: { status: 'skipped', at: START } });
      expect(directory.questions).toEqual([]);
    },
  );

  it.each([
    [false, 'not_found', ['12345678901234', '123456789']],
    [true, 'skipped', []],
  ])('with the checksum required: %s, a wrong SIRET is %s', async (requireValidSiret, status, questions) => {
    const { created, stored, directory } = await openLaSuite({
      organizations: [calledBy('12345678901234')],
      settings: { requireValidSiret },
    });
    expect(await created()).toEqual(DONE);
    expect(await stored()).toMatchObject({ name: '12345678901234', directoryLookup: { status, at: START } });
    expect(directory.questions).toEqual(questions);
  });

  it('looks a right SIRET up when the checksum is required', async () => {
    const { created, stored } = await openLaSuite({ settings: { requireValidSiret: true } });
    await created();
    expect(await stored()).toMatchObject({ directoryLookup: { status: 'found' } });
  });
});

describe('an establishment that the directory does not know', () => {
  it('takes the name of its legal unit', async () => {
    const { created, stored, directory } = await openLaSuite({ organizations: [calledBy('13002526500021')] });
    expect(await created()).toEqual(DONE);
    expect(await stored()).toMatchObject({
      name: 'Direction Interministerielle du Numerique',
      directoryLookup: { status: 'found' },
    });
    expect(directory.questions).toEqual(['13002526500021', '130025265']);
  });

  it('takes the city of its commune, not the sign board of another establishment', async () => {
    const { created, stored } = await openLaSuite({
      organizations: [calledBy('21340172200029')],
      entries: [MONTPELLIER],
    });
    await created();
    expect(await stored()).toMatchObject({ name: 'Montpellier', metadata: { is_commune: true } });
  });

  it('is noted as not found when no directory knows the unit either', async () => {
    const { created, stored, elapse } = await openLaSuite({ entries: [] });
    elapse(3);
    expect(await created()).toEqual(DONE);
    const at = new Date(START.getTime() + 3000);
    expect(await stored()).toEqual({
      ...newOrganization(),
      directoryLookup: { status: 'not_found', at },
      updatedAt: at,
    });
  });

  it('is named by a later run, once the directory knows it', async () => {
    const { created, stored, directory, elapse } = await openLaSuite({ entries: [] });
    await created();
    directory.add(withTradeNames(['LA DINUM']));
    elapse(3600);
    expect(await created({ occurredAt: new Date(START.getTime() + 3600_000) })).toEqual(DONE);
    expect(await stored()).toMatchObject({ name: 'La DINUM', directoryLookup: { status: 'found' } });
  });
});
