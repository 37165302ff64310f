import { beforeEach, describe, expect, it } from 'vitest';
import { makeAuthenticateUser } from '../../../src/application/people/sign-in/authenticate-user.ts';
import type { UserRepository } from '../../../src/application/people/user-repository.ts';
import type { IdGenerator } from '../../../src/application/shared/system.ts';
import type { UnitOfWork } from '../../../src/application/unit-of-work.ts';
import { makeContact } from '../../builders/make-contact.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openRecognition, type Recognize } from '../../support/recognition.ts';
import { START, type UseCaseWorld } from '../../support/use-case-world.ts';

const SIRET = '21910228500018';
const CLAIMS = {
  sub: 'abc',
  email: 'Jean.V@EVRY.fr',
  given_name: 'Jean',
  usual_name: 'Valjean',
  siret: SIRET,
};

let world: UseCaseWorld;
let recognize: Recognize;

const open = async (given: Parameters<typeof openRecognition>[0] = {}) => {
  ({ world, recognize } = await openRecognition(given));
};
beforeEach(() => open());

const users = () => world.tables().users.all(() => true);
const refusal = (reason: string) => ({ code: 'sign_in.refused', params: { reason } });

describe('somebody new', () => {
  it('gets an account as described, signed in now', async () => {
    const user = await recognize(CLAIMS);
    expect(user).toEqual({
      id: user.id,
      sub: 'abc',
      email: 'Jean.V@evry.fr',
      emailVerified: true,
      name: 'Jean Valjean',
      language: 'en-us',
      timezone: 'UTC',
      isDevice: false,
      isStaff: false,
      isSuperuser: false,
      isActive: true,
      organizationId: user.organizationId,
      lastLoginAt: START,
      createdAt: START,
      updatedAt: START,
    });
    expect(users()).toEqual([user]);
  });

  it.each([
    [{ given_name: undefined }, 'Valjean'],
    [{ given_name: '  ', usual_name: ' Valjean ' }, 'Valjean'],
    [{ given_name: undefined, usual_name: '' }, null],
    [{ given_name: 'é'.repeat(99), usual_name: 'Valjean' }, 'é'.repeat(99)],
    [{ given_name: '𝕁'.repeat(70), usual_name: 'V'.repeat(70) }, `${'𝕁'.repeat(70)} ${'V'.repeat(29)}`],
  ])('%o is called %s', async (changes, name) => {
    expect(await recognize({ ...CLAIMS, ...changes })).toMatchObject({ name });
  });

  it('is refused where accounts are not created', async () => {
    await open({ createsUsers: false });
    await expect(recognize(CLAIMS)).rejects.toMatchObject(refusal('unknown_user'));
    expect(users()).toEqual([]);
  });

  it.each([
    ['neither registration id nor e-mail', {}, 'no_organization'],
    ['no sub', { ...CLAIMS, sub: '' }, 'sub'],
    ['a sub that is too long', { ...CLAIMS, sub: 's'.repeat(256) }, 'sub'],
  ])('is refused with %s', async (_case, claims, reason) => {
    await expect(recognize({ sub: 'abc', ...claims })).rejects.toMatchObject(refusal(reason));
    expect(users()).toEqual([]);
  });

  it('is refused without a claim that the installation calls essential', async () => {
    await open({ claims: { essentialClaims: ['email', 'siret'] } });
    await expect(recognize({ ...CLAIMS, siret: ' ' })).rejects.toMatchObject(refusal('siret'));
    expect(await recognize(CLAIMS)).toMatchObject({ sub: 'abc' });
  });

  it('may have any sub', async () => {
    expect(await recognize({ ...CLAIMS, sub: 'é/ü|1 2' })).toMatchObject({ sub: 'é/ü|1 2' });
  });
});

describe('profile', () => {
  it.each([
    ['the name', {}, 'Jean Valjean', { emails: [{ type: 'Work', value: 'Jean.V@evry.fr' }] }],
    [
      'else the e-mail',
      { given_name: '', usual_name: '' },
      'Jean.V@evry.fr',
      { emails: [{ type: 'Work', value: 'Jean.V@evry.fr' }] },
    ],
    ['else the sub', { given_name: '', usual_name: '', email: undefined }, 'abc', {}],
    [
      'else the sub, cut',
      { sub: 's'.repeat(255), given_name: '', usual_name: '', email: '' },
      's'.repeat(150),
      {},
    ],
  ])('is called by %s', async (_case, changes, fullName, data) => {
    const { id } = await recognize({ ...CLAIMS, ...changes });
    expect(world.tables().contacts.all(() => true)).toMatchObject([
      { fullName, data, shortName: null, notes: '', ownerId: id, userId: id, overrideId: null },
    ]);
  });

  it('is made once', async () => {
    await recognize(CLAIMS);
    await recognize(CLAIMS);
    expect(world.tables().contacts.count(() => true)).toBe(1);
  });
});

describe('somebody known', () => {
  it('is found by sub, and described anew', async () => {
    const before = await recognize(CLAIMS);
    world.clock.advance(60);
    const after = await recognize({
      ...CLAIMS,
      email: 'jean@paris.fr',
      given_name: 'Monsieur',
      usual_name: 'Madeleine',
    });
    const now = world.clock.now();
    expect(after).toEqual({
      ...before,
      email: 'jean@paris.fr',
      name: 'Monsieur Madeleine',
      lastLoginAt: now,
      updatedAt: now,
    });
    expect(users()).toEqual([after]);
  });

  it('keeps what the provider no longer tells, and does not count as changed', async () => {
    const before = await recognize(CLAIMS);
    world.clock.advance(60);
    expect(await recognize({ sub: 'abc' })).toEqual({ ...before, lastLoginAt: world.clock.now() });
  });

  it('keeps the organization they have when the claims tell of none', async () => {
    const { organizationId } = await recognize(CLAIMS);
    const { siret: _, ...claims } = CLAIMS;
    for (const silent of [claims, { ...claims, siret: 'N/A' }, { sub: CLAIMS.sub }]) {
      expect(await recognize(silent)).toMatchObject({ organizationId });
    }
    expect(world.tables().organizations.count(() => true)).toBe(1);
  });

  it('is refused when deactivated, and stays as they were', async () => {
    const { user } = await world.addPerson({ sub: 'abc', isActive: false });
    await expect(recognize(CLAIMS)).rejects.toMatchObject(refusal('inactive'));
    expect(users()).toEqual([user]);
  });

  it('stays deactivated when that happens while they sign in', async () => {
    const { user } = await world.addPerson({ sub: 'abc', email: 'jean.v@evry.fr' });
    const unitOfWork: UnitOfWork = {
      run: (work) =>
        world.unitOfWork.run((repositories) => {
          const { users: stored } = repositories;
          const racing: UserRepository = {
            find: (id) => stored.find(id),
            findActiveByEmail: (email) => stored.findActiveByEmail(email),
            insertOrFind: (given) => stored.insertOrFind(given),
            update: (given) => stored.update(given),
            lock: (id) => stored.lock(id),
            listByEmail: (email) => stored.listByEmail(email),
            administers: (id) => stored.administers(id),
            updatePreferences: (...given) => stored.updatePreferences(...given),
            findBySub: async (sub) => {
              const found = await stored.findBySub(sub);
              await stored.update({ ...user, isActive: false }); // an administrator, just after we looked
              return found;
            },
          };
          return work({ ...repositories, users: racing });
        }),
    };
    const recognizeInRace = makeAuthenticateUser({ ...world, unitOfWork, ...world.settings });
    await expect(recognizeInRace(CLAIMS, ORIGIN)).rejects.toMatchObject(refusal('inactive'));
  });

  it('without organization gets one', async () => {
    const { user } = await world.addPerson({ sub: 'abc' });
    const organization = await world.addOrganization(makeOrganization({ registrationIds: [SIRET] }));
    expect(await recognize(CLAIMS)).toMatchObject({ id: user.id, organizationId: organization.id });
  });

  it('without organization gets a new one, and goes on without when none can be determined', async () => {
    const { user } = await world.addPerson({ sub: 'abc', email: null });
    expect(await recognize({ sub: 'abc' })).toMatchObject({ id: user.id, organizationId: null });
    const { organizationId } = await recognize(CLAIMS);
    expect(organizationId).not.toBeNull();
    expect(world.jobs.names()).toEqual(['run_plugin_hook']);
  });

  it('gets no second profile', async () => {
    await world.addPerson({ sub: 'abc' });
    await recognize(CLAIMS);
    expect(world.tables().contacts.count(() => true)).toBe(0);
  });
});

describe('somebody known by e-mail', () => {
  const EMAIL = 'jean.v@evry.fr';

  it('is found whatever the letter case, takes the new sub, and is noted in the log', async () => {
    const { user } = await world.addPerson({ sub: 'old', email: 'JEAN.v@evry.fr' });
    expect(await recognize(CLAIMS)).toMatchObject({ id: user.id, sub: 'abc', email: 'Jean.V@evry.fr' });
    expect(users()).toHaveLength(1);
    expect(world.logger.entries).toMatchObject([{ level: 'info', fields: { userId: user.id } }]);
    await expect(recognize({ ...CLAIMS, email: undefined })).resolves.toMatchObject({ id: user.id });
    expect(world.audited().filter(({ objectType }) => objectType === 'user')).toMatchObject([
      {
        action: 'user.recognized_by_email',
        objectId: user.id,
        actorId: user.id,
        origin: ORIGIN,
        details: { sub: { before: 'old', after: 'abc' } },
      },
    ]);
  });

  it('is found by sub first', async () => {
    await world.addPerson({ sub: 'old', email: EMAIL });
    const { user } = await world.addPerson({ sub: 'abc', email: 'other@evry.fr' });
    expect(await recognize(CLAIMS)).toMatchObject({ id: user.id });
  });

  it('is refused when two active accounts have it, and neither changes', async () => {
    const accounts = [
      (await world.addPerson({ email: EMAIL })).user,
      (await world.addPerson({ email: 'JEAN.V@evry.fr' })).user,
    ];
    await expect(recognize(CLAIMS)).rejects.toMatchObject(refusal('ambiguous_email'));
    expect(users()).toEqual(accounts);
  });

  it('is found when all other accounts that have it are deactivated', async () => {
    await world.addPerson({ email: EMAIL, isActive: false });
    const { user } = await world.addPerson({ email: EMAIL });
    expect(await recognize(CLAIMS)).toMatchObject({ id: user.id });
  });

  it.each([
    ['the provider says that it is not verified', {}, { email_verified: false }],
    ['the installation switched that off', { fallsBackToEmail: false }, {}],
    ['the claims have no usable e-mail', {}, { email: 'jean.v' }],
  ])('is a new person when %s', async (_case, settings, changes) => {
    await open(settings);
    const { user } = await world.addPerson({ sub: 'old', email: EMAIL });
    const recognized = await recognize({ ...CLAIMS, ...changes });
    expect(recognized.id).not.toBe(user.id);
    expect(world.tables().users.find(user.id)).toEqual(user);
  });

  it('is a new person when that account is deactivated', async () => {
    const { user } = await world.addPerson({ sub: 'old', email: EMAIL, isActive: false });
    expect((await recognize(CLAIMS)).id).not.toBe(user.id);
  });
});

describe('the audit log', () => {
  it('tells of the new account and the new organization, and of nothing at the next sign-in', async () => {
    const { id, organizationId } = await recognize(CLAIMS);
    const both = { actorId: id, organizationId, origin: ORIGIN, occurredAt: START };
    const entries = [
      { action: 'organization.created', objectId: organizationId, label: SIRET, subjectId: null, ...both },
      { action: 'user.created', objectId: id, label: 'Jean.V@evry.fr', subjectId: id, ...both },
    ];
    expect(world.audited()).toMatchObject(entries);
    await recognize(CLAIMS);
    expect(world.audited()).toHaveLength(2);
  });
});

describe('at once', () => {
  it('one person twice gets one account, one profile and one organization', async () => {
    const [one, other] = await Promise.all([recognize(CLAIMS), recognize(CLAIMS)]);
    expect(one.id).toBe(other.id);
    expect(users()).toHaveLength(1);
    expect(world.tables().contacts.count(() => true)).toBe(1);
    expect(world.jobs.names()).toEqual(['run_plugin_hook']);
  });
});

describe('in one transaction', () => {
  it.each(['organizations', 'users', 'contacts'] as const)(
    'a commit that fails keeps no %s',
    async (table) => {
      world.unitOfWork.plan('lost');
      await expect(recognize(CLAIMS)).rejects.toThrow('commit');
      expect(world.tables()[table].count(() => true)).toBe(0);
      expect(world.jobs.waiting()).toEqual([]);
    },
  );

  it('a failure in the middle keeps neither account nor organization, and the next sign-in succeeds', async () => {
    const { user } = await world.addPerson({ sub: 'other' });
    const taken = makeContact();
    await world.unitOfWork.run(({ contacts }) => contacts.insert(taken));
    const ids: IdGenerator = { next: <Id extends string>() => String(taken.id) as Id };
    const clumsy = makeAuthenticateUser({ ...world, ids, ...world.settings });
    await expect(clumsy(CLAIMS, ORIGIN)).rejects.toThrow('has the id');
    expect(users()).toEqual([user]);
    expect(world.tables().organizations.count(() => true)).toBe(0);
    expect(world.jobs.waiting()).toEqual([]);
    expect(await recognize(CLAIMS)).toMatchObject({ sub: 'abc' });
  });
});
