import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICE_FILTERS } from '../../src/application/access/resource-server/service-scope.ts';
import {
  GROUP_FIELDS,
  type GroupField,
  SCIM_OPERATORS,
  type ScimFilter,
  type ScimKind,
  type ScimValue,
  USER_FIELDS,
  type UserField,
} from '../../src/domain/access/scim-filter.ts';
import { minutesLater } from '../builders/moments.ts';
import { openMemoryHarness } from '../support/memory-harness.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';
import { calledBy, makeServedTeams, storeServedTeams } from '../support/served-teams.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const served = makeServedTeams();
const caller = calledBy(served.people.alice, 'drive');
const PAGE = { startIndex: 1, count: 100 } as const;

let memory: StorageHarness;
let postgres: StorageHarness;
beforeAll(async () => {
  memory = await openMemoryHarness();
  postgres = await openPostgresHarness();
  for (const harness of [memory, postgres]) await storeServedTeams(served, harness);
});
afterAll(async () => {
  await memory.close();
  await postgres.close();
});

const texts = fc.oneof(
  fc.constantFrom('', 'a', 'ALICE', 'sub-', '.fr', '%', '_', "'", '\\', '"', '$1', 'é', 'work', '--', '\n'),
  fc.constantFrom(served.people.bob.id, served.teams.own.id, served.teams.own.externalId),
  fc.string({ maxLength: 6 }).filter((text) => !text.includes('\0')),
);
const VALUES: Readonly<Record<ScimKind, fc.Arbitrary<ScimValue>>> = {
  id: texts.map((text) => text.toLowerCase()),
  text: texts,
  email: texts,
  boolean: fc.boolean(),
  time: fc.oneof(
    fc.integer({ min: -2, max: 8 }).map(minutesLater),
    fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }),
  ),
};

/** Any filter over these fields that can be read. */
function filters<Field extends string>(
  kinds: Readonly<Record<Field, ScimKind>>,
): fc.Arbitrary<ScimFilter<Field>> {
  const field = fc.constantFrom(...(Object.keys(kinds) as Field[]));
  const comparison = field.chain((name) =>
    fc.record({
      op: fc.constant('compare' as const),
      field: fc.constant(name),
      operator: fc.constantFrom(...SCIM_OPERATORS[kinds[name]].filter((operator) => operator !== 'ne')),
      value: VALUES[kinds[name]],
    }),
  );
  return fc.letrec<{ filter: ScimFilter<Field> }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      comparison as fc.Arbitrary<ScimFilter<Field>>,
      field.map((name) => ({ op: 'present' as const, field: name })),
      fc.constant({ op: 'never' as const }),
      tie('filter').map((filter) => ({ op: 'not' as const, filter })),
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        filters: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
      }),
    ),
  })).filter;
}

describe('a filter finds in SQL what it means', () => {
  it('of people', async () => {
    const scope = SERVICE_FILTERS.sharedPeople(caller);
    const find = ({ directoryQueries }: StorageHarness, filter: ScimFilter<UserField>) =>
      directoryQueries.users(scope, { ...PAGE, filter });
    await fc.assert(
      fc.asyncProperty(filters<UserField>(USER_FIELDS), async (filter) => {
        expect(await find(postgres, filter)).toEqual(await find(memory, filter));
      }),
      { numRuns: 300 },
    );
  });

  it('of groups', async () => {
    const scope = SERVICE_FILTERS.seenTeams(caller);
    const find = ({ directoryQueries }: StorageHarness, filter: ScimFilter<GroupField>) =>
      directoryQueries.groups(scope, { ...PAGE, filter, withMembers: true, mostMembers: 100 });
    await fc.assert(
      fc.asyncProperty(filters<GroupField>(GROUP_FIELDS), async (filter) => {
        expect(await find(postgres, filter)).toEqual(await find(memory, filter));
      }),
      { numRuns: 300 },
    );
  });
});
