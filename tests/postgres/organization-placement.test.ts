import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, uuidGenerator } from '../../src/adapters/system/system.ts';
import { makeMergeOrganizations } from '../../src/application/organization/merge-organizations.ts';
import { makeMoveUser } from '../../src/application/people/move-user.ts';
import { makeAuthenticateUser } from '../../src/application/people/sign-in/authenticate-user.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { ORIGIN } from '../builders/origin.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';
import { USE_CASE_SETTINGS } from '../support/use-case-settings.ts';

const SIRET = '11001001400014';

/** Not in the contract suite: storage that runs one transaction at a time cannot get these wrong. */
describe('organizations found, identified and merged at once, in PostgreSQL', async () => {
  const { unitOfWork, organizationQueries, reset, close } = await openPostgresHarness();
  const plugins = new InstalledPlugins([]);
  const deps = { unitOfWork, clock: systemClock, ids: uuidGenerator, plugins };
  const recognize = makeAuthenticateUser({
    ...deps,
    logger: new RecordingLogger(),
    signInSettings: USE_CASE_SETTINGS.signInSettings,
    mailSettings: USE_CASE_SETTINGS.mailSettings,
    inviteAcrossOrganizations: 'direct',
  });
  const merge = makeMergeOrganizations(deps);
  const move = makeMoveUser(deps);
  const staff = { userId: null, isStaff: true, isSuperuser: true, origin: ORIGIN };
  const arrive = (sub: string, email: string, siret?: string) => recognize({ sub, email, siret }, ORIGIN);
  const stored = async () => {
    const order = [{ field: 'name', descending: false }] as const;
    return (await organizationQueries.page({}, { number: 1, size: 100, order })).items;
  };

  beforeEach(reset);
  afterAll(close);

  it('k18-late-siret: one organization has the id, however many bring it at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      await reset();
      await unitOfWork.run(({ organizations }) =>
        organizations.insert(makeOrganization({ registrationIds: [], domains: ['justice-test.fr'] })),
      );
      const known = await Promise.all([1, 2].map((n) => arrive(`known-${n}`, `k${n}@justice-test.fr`)));
      const arrivals = await Promise.all([
        arrive('late1', 'late1@justice-test.fr', SIRET),
        arrive('late2', 'late2@gmail.com', SIRET),
        arrive('known-1', 'k1@justice-test.fr', SIRET),
        arrive('late3', 'late3@autre-dom.fr', '110 010 014 00014'),
        arrive('late3', 'late3@autre-dom.fr', '110 010 014 00014'),
        arrive('known-2', 'k2@justice-test.fr', SIRET),
      ]);
      expect(new Set(arrivals.map(({ organizationId }) => organizationId)).size).toBe(1);
      expect(known).toHaveLength(2);
      const holders = (await stored()).filter(({ registrationIds }) => registrationIds.includes(SIRET));
      expect(holders.map(({ id }) => id)).toEqual([arrivals[0]?.organizationId]);
    }
  });

  it('people who arrive, come back and are moved while organizations are merged are all somewhere', async () => {
    for (let round = 0; round < 5; round += 1) {
      await reset();
      const [keep, other] = [
        makeOrganization({ registrationIds: [SIRET], domains: ['a.fr'] }),
        makeOrganization({ registrationIds: ['13002526500013'], domains: ['b.fr'] }),
      ];
      const people = Array.from({ length: 6 }, (_, index) =>
        makeUser({ sub: `p${index}`, email: `p${index}@b.fr`, organizationId: other.id }),
      );
      const moved = makeUser({ organizationId: other.id });
      await unitOfWork.run(async ({ organizations, users }) => {
        for (const organization of [keep, other]) await organizations.insert(organization);
        for (const user of [...people, moved]) await users.insertOrFind(user);
      });
      const work: (() => Promise<unknown>)[] = [
        () => arrive('new1', 'new1@b.fr'),
        () => arrive('new2', 'new2@gmail.com', '13002526500013'),
        () => arrive('p1', 'p1@b.fr', '13002526500013'),
        () => arrive('p2', 'p2@b.fr', SIRET),
        () => arrive('p3', 'p3@b.fr', '21340172201787'),
        () => merge(staff, { keepId: keep.id, otherId: other.id, isDryRun: false }),
        () => move(staff, moved.id, keep.id),
        () => arrive('new3', 'new3@b.fr', '13002526500013'),
      ];
      const results = await Promise.allSettled(work.map((one) => one()));
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
      const left = await stored();
      expect(left.find(({ id }) => id === other.id)).toBeUndefined();
      expect(left.find(({ id }) => id === keep.id)).toMatchObject({
        registrationIds: [SIRET, '13002526500013'],
        domains: ['a.fr', 'b.fr'],
      });
      await unitOfWork.run(async ({ users }) => {
        for (const sub of ['new1', 'new2', 'new3', 'p0', 'p1', 'p2', 'p4', 'p5']) {
          expect((await users.findBySub(sub))?.organizationId).toBe(keep.id);
        }
      });
    }
  });
});
