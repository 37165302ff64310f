import { describe, expect, it } from 'vitest';
import {
  calledBy,
  DINUM_SIRET,
  newOrganization,
  openLaSuite,
  START,
} from '../../../../tests/plugins/la-suite-fixture.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';

const DONE = { done: true };
const outage = (retryAfterSeconds?: number) =>
  new DomainError(
    'organization_directory.unavailable',
    'down',
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
describe('a directory that does not answer', () => {
  it.each([
    ['after the delay it named', outage(42), 42],
    ['at once but not in a loop when it named no delay to speak of', outage(0), 1],
    ['a little later when it named none', outage(), 5],
  ])('is asked again %s', async (_, error, retryInSeconds) => {
    const { created, stored, directory, logger } = await openLaSuite();
    directory.failNext(error);
    expect(await created()).toEqual({ done: false, retryInSeconds });
    expect(await stored()).toEqual({
      ...newOrganization(),
      directoryLookup: { status: 'failed', at: START },
    });
    expect(logger.entries).toMatchObject([
      { level: 'warn', fields: { code: 'organization_directory.unavailable' }, error },
    ]);
    expect(await created()).toEqual(DONE);
    expect(await stored()).toMatchObject({ directoryLookup: { status: 'found' } });
  });

  it('is asked again less and less often, with some disorder', async () => {
    const { created, directory, elapse } = await openLaSuite({ random: 0.5 });
    const delays: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      directory.failNext(outage());
      const outcome = await created();
      const seconds = outcome.done ? 0 : outcome.retryInSeconds;
      delays.push(seconds);
      elapse(seconds);
    }
    expect(delays).toEqual([6, 7, 15, 31, 65]);
  });

  it('is left to the nightly run after a day', async () => {
    const { created, stored, directory, elapse, logger } = await openLaSuite();
    elapse(24 * 3600);
    directory.failNext(outage(30));
    expect(await created()).toEqual(DONE);
    expect(await stored()).toMatchObject({ name: DINUM_SIRET, directoryLookup: { status: 'failed' } });
    expect(logger.entries).toMatchObject([{ level: 'error' }]);
  });

  it('is asked again when it fails on the legal unit', async () => {
    const { created, stored } = await openLaSuite({
      organizations: [calledBy('13002526500021')],
      wrap: (directory) => ({
        findBySiret: (siret) => directory.findBySiret(siret),
        findBySiren: () => Promise.reject(outage(7)),
      }),
    });
    expect(await created()).toEqual({ done: false, retryInSeconds: 7 });
    expect(await stored()).toMatchObject({ directoryLookup: { status: 'failed' } });
  });

  it('is not asked again when it sends what we cannot read', async () => {
    const { created, stored, directory, logger } = await openLaSuite();
    directory.failNext(new DomainError('organization_directory.unexpected', 'half an answer'));
    expect(await created()).toEqual(DONE);
    expect(await stored()).toMatchObject({
      name: DINUM_SIRET,
      directoryLookup: { status: 'failed', at: START },
    });
    expect(logger.entries).toMatchObject([
      { level: 'error', fields: { code: 'organization_directory.unexpected' } },
    ]);
  });

  it('does not hide a bug', async () => {
    const { created, stored } = await openLaSuite({
      wrap: (directory) => ({
        findBySiren: (siren) => directory.findBySiren(siren),
        findBySiret: () => Promise.reject(new TypeError('a bug')),
      }),
    });
    await expect(created()).rejects.toThrow('a bug');
    expect(await stored()).toEqual(newOrganization());
  });
});

describe('the shared budget', () => {
  const second = calledBy('21340172201787');
  const organizations = [
    newOrganization(),
    { ...second, id: 'b2f5f0a4-0000-4000-8000-000000000001' as OrganizationId, domains: [] },
  ];

  it('puts off a look-up until it allows one', async () => {
    const budget = { points: 1, durationSeconds: 1.5 };
    const { created, stored, directory, elapse } = await openLaSuite({ organizations, budget });
    const organizationId = organizations[1]?.id;
    if (organizationId === undefined) throw new Error('The second organization is missing');
    await created();
    elapse(0.2);
    expect(await created({ organizationId })).toEqual({ done: false, retryInSeconds: 2 });
    expect(directory.questions).toHaveLength(1);
    expect(await stored(organizationId)).toMatchObject({ directoryLookup: null });
    elapse(2);
    expect(await created({ organizationId })).toEqual(DONE);
    expect(await stored(organizationId)).toMatchObject({ name: 'Montpellier' });
  });

  it('counts the question about the legal unit too, and goes on from there', async () => {
    const { created, stored, directory, elapse } = await openLaSuite({
      organizations: [calledBy('13002526500021')],
      budget: { points: 1, durationSeconds: 1 },
    });
    expect(await created()).toEqual({ done: false, retryInSeconds: 1 });
    expect(directory.questions).toEqual(['13002526500021']);
    expect(await stored()).toMatchObject({ directoryLookup: { status: 'not_found', at: START } });
    elapse(1);
    expect(await created()).toEqual(DONE);
    expect(directory.questions).toEqual(['13002526500021', '130025265']);
    expect(await stored()).toMatchObject({ name: 'Direction Interministerielle du Numerique' });
  });
});

it('asks the directory outside of transactions', async () => {
  const observed: boolean[] = [];
  const { created } = await openLaSuite({
    organizations: [calledBy('13002526500021')],
    wrap: (directory, unitOfWork) => ({
      findBySiret: (siret) => {
        observed.push(unitOfWork.isOpen);
        return directory.findBySiret(siret);
      },
      findBySiren: (siren) => {
        observed.push(unitOfWork.isOpen);
        return directory.findBySiren(siren);
      },
    }),
  });
  await created();
  expect(observed).toEqual([false, false]);
});
