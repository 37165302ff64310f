import { beforeEach, describe, expect, it } from 'vitest';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import type { User } from '../../../src/domain/people/user.ts';
import { makeMailDomain } from '../../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../../builders/make-mail-domain-access.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { makeOrganizationAccess } from '../../builders/make-organization-access.ts';
import { makeOrganizationClaim } from '../../builders/make-organization-claim.ts';
import { makeTeam } from '../../builders/make-team.ts';
import { makeTeamAccess } from '../../builders/make-team-access.ts';
import { newId } from '../../builders/new-id.ts';
import { LISTENING, openRecognition, type Recognize } from '../../support/recognition.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

const SIRET = '11001001400014';
const OTHER = '13002526500013';
const PAGE = { number: 1, size: 20, order: [] } as const;

let world: UseCaseWorld;
let recognize: Recognize;
beforeEach(async () => {
  ({ world, recognize } = await openRecognition());
});

const add = (given: Partial<Organization>) => world.addOrganization(makeOrganization(given));
const organizations = () => world.tables().organizations.all(() => true);
const organization = (id: string | null) => organizations().find((one) => one.id === id);
const staff = async () => (await world.addPerson({ isStaff: true })).actor;
const lines = async () => (await world.useCases.listDiscrepancies(await staff(), PAGE)).items;

describe('k18-late-siret: a registration id that comes later', () => {
  it('is added to the organization of the e-mail domain, for those who are known and those who are new', async () => {
    const first = await recognize({ sub: 'late1', email: 'late1@justice-test.fr' });
    const { organizationId } = first;
    expect(organization(organizationId)).toMatchObject({ name: 'justice-test.fr', registrationIds: [] });
    const later = [
      { sub: 'late1', email: 'late1@justice-test.fr', siret: '110 010 014 00014' },
      { sub: 'late2', email: 'late2@justice-test.fr', siret: SIRET },
      { sub: 'late3', email: 'late3@autre-dom.fr', siret: SIRET },
      { sub: 'late4', email: 'late4@justice-test.fr' },
      { sub: 'late5', email: 'late5@gmail.com', siret: Number(SIRET) },
    ];
    for (const claims of later) expect((await recognize(claims)).organizationId).toBe(organizationId);
    expect(organizations()).toMatchObject([{ registrationIds: [SIRET], domains: ['justice-test.fr'] }]);
    expect(world.audited()).toContainEqual(
      expect.objectContaining({
        action: 'organization.updated',
        objectId: organizationId,
        actorId: first.id,
        details: { registrationIds: { before: '', after: SIRET } },
      }),
    );
  });

  it('has the organization looked up, as one that is new', async () => {
    await recognize({ sub: 'late1', email: 'late1@justice-test.fr' });
    await world.jobs.runAllJobs();
    const { organizationId } = await recognize({ sub: 'late2', email: 'l2@justice-test.fr', siret: SIRET });
    expect(world.jobs.waiting()).toMatchObject([
      { job: { name: 'run_plugin_hook', plugin: LISTENING.name, event: { organizationId } } },
    ]);
  });

  it('does not have one looked up that has a name of its own', async () => {
    await add({ name: 'Justice', registrationIds: [], domains: ['justice-test.fr'] });
    await recognize({ sub: 'late1', email: 'late1@justice-test.fr', siret: SIRET });
    expect(organizations()).toMatchObject([{ name: 'Justice', registrationIds: [SIRET] }]);
    expect(world.jobs.waiting()).toEqual([]);
  });

  it('makes a new organization where the one of the domain has another (c)', async () => {
    const justice = await add({ registrationIds: [OTHER], domains: ['justice-test.fr'] });
    const someone = await recognize({ sub: 'a', email: 'a@justice-test.fr', siret: SIRET });
    expect(organization(someone.organizationId)).toMatchObject({ registrationIds: [SIRET], domains: [] });
    expect(organization(justice.id)).toEqual(justice);
  });

  it('comes from an address that proves nothing: the organization of its domain gets no id', async () => {
    const justice = await add({ registrationIds: [], domains: ['justice-test.fr'] });
    const claims = { sub: 'a', email: 'a@justice-test.fr', email_verified: false, siret: SIRET };
    expect((await recognize(claims)).organizationId).not.toBe(justice.id);
    expect(organization(justice.id)).toEqual(justice);
  });

  it('is added once when two people bring it at once', async () => {
    const justice = await add({ registrationIds: [], domains: ['justice-test.fr'] });
    const arrivals = ['a', 'b', 'c'].map((sub) =>
      recognize({ sub, email: `${sub}@justice-test.fr`, siret: SIRET }),
    );
    for (const user of await Promise.all(arrivals)) expect(user.organizationId).toBe(justice.id);
    expect(organizations()).toMatchObject([{ registrationIds: [SIRET] }]);
  });
});

describe('k6-free-mail: an address where anybody gets one', () => {
  const SOMEONE = { sub: 'g1', email: 'someone1@GMAIL.com' };

  it('makes no organization: a new person without registration id is refused (e)', async () => {
    await expect(recognize(SOMEONE)).rejects.toMatchObject({
      code: 'sign_in.refused',
      params: { reason: 'no_organization' },
    });
    expect(organizations()).toEqual([]);
  });

  it('matches none either, though there is one of before', async () => {
    await add({ name: 'gmail.com', registrationIds: [], domains: ['gmail.com'] });
    await expect(recognize(SOMEONE)).rejects.toMatchObject({ params: { reason: 'no_organization' } });
    const { organizationId } = await recognize({ ...SOMEONE, siret: SIRET });
    expect(organization(organizationId)).toMatchObject({ name: SIRET, registrationIds: [SIRET] });
    expect(organizations()).toContainEqual(
      expect.objectContaining({ domains: ['gmail.com'], registrationIds: [] }),
    );
  });

  it('lets those who are known go on, where they are or nowhere (e)', async () => {
    const gmail = await add({ registrationIds: [], domains: ['gmail.com'] });
    await world.addPerson({ ...SOMEONE, organizationId: gmail.id });
    await world.addPerson({ sub: 'g2', email: 'someone2@gmail.com', organizationId: null });
    expect((await recognize(SOMEONE)).organizationId).toBe(gmail.id);
    expect((await recognize({ sub: 'g2', email: 'someone2@gmail.com' })).organizationId).toBeNull();
  });

  it('leaves the registration id to decide, known (a) or not (d)', async () => {
    const known = await add({ registrationIds: [OTHER] });
    expect((await recognize({ ...SOMEONE, siret: OTHER })).organizationId).toBe(known.id);
    const other = await recognize({ sub: 'g2', email: 'someone2@gmail.com', siret: SIRET });
    expect(organization(other.organizationId)).toMatchObject({ registrationIds: [SIRET], domains: [] });
  });
});

describe('a person whose provider names another organization (f)', () => {
  let theirs: Organization;
  let named: Organization;
  let user: User;
  const CLAIMS = { sub: 'abc', email: 'jean@evry.fr', siret: SIRET };
  beforeEach(async () => {
    theirs = await add({ registrationIds: [OTHER], domains: ['evry.fr'] });
    named = await add({ registrationIds: [SIRET] });
    ({ user } = await world.addPerson({ sub: 'abc', email: 'jean@evry.fr', organizationId: theirs.id }));
  });

  it('is moved there when they hold nothing', async () => {
    expect(await recognize(CLAIMS)).toMatchObject({ id: user.id, organizationId: named.id });
    expect(world.audited()).toMatchObject([
      {
        action: 'user.organization_changed',
        objectId: user.id,
        organizationId: named.id,
        details: { organizationId: { before: theirs.id, after: named.id }, registrationId: SIRET },
      },
    ]);
    expect(await lines()).toEqual([]);
  });

  it('is moved to a new one when no organization has the id', async () => {
    const { organizationId } = await recognize({ ...CLAIMS, siret: '21340172201787' });
    expect(organization(organizationId)).toMatchObject({ registrationIds: ['21340172201787'], domains: [] });
  });

  it('is left alone when the id is another one of theirs, or there is none', async () => {
    for (const siret of [OTHER, undefined, 'N/A']) {
      expect((await recognize({ ...CLAIMS, siret })).organizationId).toBe(theirs.id);
    }
    expect(await lines()).toEqual([]);
  });

  const HOLDINGS: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'an access to a team',
      () =>
        world.unitOfWork.run(async ({ teams, teamAccesses }) => {
          const team = makeTeam();
          await teams.insert(team);
          await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: user.id }));
        }),
    ],
    [
      'an access to a mail domain',
      () =>
        world.unitOfWork.run(async ({ mailDomains, mailDomainAccesses }) => {
          const mailDomain = makeMailDomain();
          await mailDomains.insert(mailDomain);
          await mailDomainAccesses.insert(
            makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: user.id, role: 'viewer' }),
          );
        }),
    ],
    [
      'an access to their organization',
      () =>
        world.unitOfWork.run(({ organizationAccesses }) =>
          organizationAccesses.insert(makeOrganizationAccess({ organizationId: theirs.id, userId: user.id })),
        ),
    ],
    [
      'a claim',
      () =>
        world.unitOfWork.run(({ organizationClaims }) =>
          organizationClaims.insert(makeOrganizationClaim({ organizationId: theirs.id, userId: user.id })),
        ),
    ],
    [
      'the role of staff',
      () => world.unitOfWork.run(({ users }) => users.update({ ...user, isStaff: true })),
    ],
    [
      'the place that staff gave them',
      async () => {
        const by = { ...(await staff()), isSuperuser: true };
        await world.useCases.moveUser(by, user.id, named.id);
        await world.useCases.moveUser(by, user.id, theirs.id);
      },
    ],
  ];

  it.each(HOLDINGS)('stays when they hold %s, and staff hear of it once', async (_what, hold) => {
    await hold();
    for (let time = 0; time < 2; time += 1) {
      expect((await recognize(CLAIMS)).organizationId).toBe(theirs.id);
      expect(await lines()).toMatchObject([
        {
          userId: user.id,
          registrationId: SIRET,
          status: 'open',
          organization: { id: theirs.id },
          named: { id: named.id, name: named.name },
        },
      ]);
    }
    expect(world.logger.entries.filter(({ message }) => message.includes('staff decide'))).toHaveLength(1);
  });

  it('is moved though a claim of theirs was decided long ago', async () => {
    await world.unitOfWork.run(({ organizationClaims }) =>
      organizationClaims.insert(
        makeOrganizationClaim({ organizationId: theirs.id, userId: user.id, status: 'rejected' }),
      ),
    );
    expect((await recognize(CLAIMS)).organizationId).toBe(named.id);
  });

  describe('and who cannot just be moved', () => {
    beforeEach(async () => {
      await HOLDINGS[2]?.[1]();
      await recognize(CLAIMS);
    });

    it('is moved by staff, and leaves what they were there', async () => {
      const by = await staff();
      await world.useCases.settleDiscrepancy(by, user.id, 'move');
      expect(world.tables().users.find(user.id)?.organizationId).toBe(named.id);
      expect(world.tables().organizationAccesses.count(() => true)).toBe(0);
      expect(await lines()).toEqual([]);
      expect((await recognize(CLAIMS)).organizationId).toBe(named.id);
    });

    it('is moved by staff to a new organization when none has the id', async () => {
      await recognize({ ...CLAIMS, siret: '21340172201787' });
      expect(await lines()).toMatchObject([{ registrationId: '21340172201787', named: null }]);
      await world.useCases.settleDiscrepancy(await staff(), user.id, 'move');
      expect(organization(world.tables().users.find(user.id)?.organizationId ?? null)).toMatchObject({
        registrationIds: ['21340172201787'],
      });
    });

    it('is left there by staff, until the provider says something else', async () => {
      const by = await staff();
      await world.useCases.settleDiscrepancy(by, user.id, 'ignore');
      expect(await lines()).toEqual([]);
      expect(world.audited().at(-1)).toMatchObject({
        action: 'user.organization_discrepancy_ignored',
        actorId: by.userId,
        subjectId: user.id,
        details: { registrationId: SIRET },
      });
      await recognize(CLAIMS);
      expect(await lines()).toEqual([]);
      await recognize({ ...CLAIMS, siret: '21340172201787' });
      expect(await lines()).toMatchObject([{ registrationId: '21340172201787', status: 'open' }]);
    });

    it('is no matter for staff any more once the provider says so', async () => {
      await recognize({ ...CLAIMS, siret: OTHER });
      expect(await lines()).toEqual([]);
      expect(world.tables().organizationDiscrepancies.count(() => true)).toBe(0);
    });

    it('is no matter for anybody else than staff', async () => {
      const { actor } = await world.addPerson({ organizationId: theirs.id });
      const forbidden = { code: 'organization.action_forbidden' };
      const { listDiscrepancies, settleDiscrepancy } = world.useCases;
      await expect(listDiscrepancies(actor, PAGE)).rejects.toMatchObject(forbidden);
      await expect(settleDiscrepancy(actor, user.id, 'move')).rejects.toMatchObject(forbidden);
      const unknown = { code: 'organization_discrepancy.not_found' };
      for (const settlement of ['move', 'ignore'] as const) {
        await expect(settleDiscrepancy(await staff(), newId(), settlement)).rejects.toMatchObject(unknown);
      }
      expect(world.tables().users.find(user.id)?.organizationId).toBe(theirs.id);
    });
  });
});
