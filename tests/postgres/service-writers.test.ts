import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256, textDigest, uuidGenerator } from '../../src/adapters/system/system.ts';
import { makeChangeGroupMembers } from '../../src/application/access/resource-server/change-group-members.ts';
import { groupVersion } from '../../src/application/access/resource-server/group-version.ts';
import { SERVICE_FILTERS } from '../../src/application/access/resource-server/service-scope.ts';
import { makeCreateServiceTeam } from '../../src/application/access/resource-server/service-teams.ts';
import type { UserId } from '../../src/domain/shared/ids.ts';
import { minutesLater } from '../builders/moments.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';
import { calledBy, makeServedTeams, storeServedTeams } from '../support/served-teams.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const served = makeServedTeams();
const { people, teams } = served;
const clock = { now: () => minutesLater(60) };
const scopeOf = (audience: string) => SERVICE_FILTERS.seenTeams(calledBy(people.alice, audience));

let harness: StorageHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
  await storeServedTeams(served, harness);
});
afterAll(() => harness.close());

const members = () =>
  harness.unitOfWork.run(async ({ teamAccesses }) =>
    (await teamAccesses.list(teams.own.id)).map(({ userId }) => userId),
  );

it('of two clients that change the same version of a group, one is late', async () => {
  const change = makeChangeGroupMembers({
    unitOfWork: harness.unitOfWork,
    clock,
    ids: uuidGenerator,
    digest: textDigest,
    inviteAcrossOrganizations: 'direct',
  });
  const version = groupVersion({ sha256, isSame: textDigest.isSame }, teams.own, await members());
  const add = (userId: UserId) =>
    change(scopeOf('drive'), {
      externalId: teams.own.externalId,
      expects: (current) => current === version,
      change: (present) => [...present, userId],
    });
  const results = await Promise.allSettled([add(people.carol.id), add(people.eve.id)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'group.version_mismatch' } },
  ]);
  expect(await members()).toHaveLength(3);
});

it('makes one provider of an unknown audience, however many teams come with it at once', async () => {
  const create = makeCreateServiceTeam({
    unitOfWork: harness.unitOfWork,
    clock,
    ids: uuidGenerator,
    teamsPerOwnerMax: 1_000,
  });
  const scope = scopeOf('newcomer');
  const made = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      create(scope, { name: `team ${index}`, isVisibleAllServices: false }),
    ),
  );
  const providers: string[] = [];
  await harness.unitOfWork.run(async ({ teams: repository }) => {
    for (const { id } of made) providers.push(...(await repository.serviceProviderIds(id)));
  });
  expect(providers).toHaveLength(6);
  expect(new Set(providers).size).toBe(1);
  expect(new Set(made.map(({ path }) => path)).size).toBe(6);
});
