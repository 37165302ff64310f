import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignInLevels } from '../../src/domain/people/sign-in-level.ts';
import type { User } from '../../src/domain/people/user.ts';
import type { UserFlags } from '../../src/domain/people/user-management.ts';
import { BY_COMMAND_LINE } from '../../src/infrastructure/command-line/by-command-line.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { ApiBrowser, type Visit } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addDomain, addUser } from './evry.ts';

const OPERATOR = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };
const STAFF_ONLY: SignInLevels = { staff: ['eidas2', 'eidas3'], administrators: [] };
const EVERYBODY: SignInLevels = { staff: ['eidas2', 'eidas3'], administrators: ['eidas1-mfa', 'eidas2'] };
const HOME = 'http://localhost:3000/';
const FAILURE = 'http://localhost:3000/failure';

let world: ApiWorld;
let browser: ApiBrowser;
let ana: User;

const open = async (signInLevels: SignInLevels = STAFF_ONLY) => {
  world = await openApiWorld({ useCases: { signInLevels }, app: { acceptsBearer: true } });
  browser = new ApiBrowser(world.url);
  ana = await addUser(world, { sub: 'ana', email: 'ana@massy.fr', isStaff: true });
};
afterEach(() => world.close());

const CLAIMS = { sub: 'ana', email: 'ana@massy.fr' };
const isAtProvider = ({ location = '' }: Visit) => location.startsWith('http://identity-provider.test/');
const parametersOf = ({ location = '' }: Visit) => Object.fromEntries(new URL(location).searchParams);

/** Starts a sign-in; the first trip to the provider. */
const start = async (query = '', by = browser) => (await by.open(`authenticate/${query}`)).location ?? '';
/** The person comes back from the provider, with this `acr` in the id token. */
const comeBack = (url: string, acr?: unknown, claims: { sub: string } = CLAIMS, by = browser) =>
  by.open(world.identityProvider.signIn(url, claims, acr));
const signIn = async (acr?: unknown, query = '', by = browser) =>
  comeBack(await start(query, by), acr, CLAIMS, by);
/** The first trip, without the level; resolves to the address of the second. */
const firstTrip = async (query = '') => (await signIn('eidas1', query)).location ?? '';
/** What the audit log tells of people. */
const ofPeople = () => world.audited().filter(({ objectType }) => objectType === 'user');
const refusals = () => world.audited().filter(({ action }) => action === 'user.sign_in_refused');
const sessionKey = () => browser.cookies.get('sessionid') ?? '';
const isAlive = async (key: string) => (await world.sessions.find(key, world.clock.now())) !== undefined;

describe('where no level is asked, which is the default', () => {
  beforeEach(() => open({ staff: [], administrators: [] }));

  it.each([undefined, 'eidas1', 'eidas2', 7])('staff sign in with %j', async (acr) => {
    const url = await start();
    expect(new URL(url).searchParams.has('acr_values')).toBe(false);
    expect(await comeBack(url, acr)).toMatchObject({ status: 302, location: HOME });
    expect(await browser.whoAmI()).toBe(200);
  });
});

describe('staff without the level', () => {
  beforeEach(() => open());

  it.each([
    ['eidas1', 'eidas1'],
    ['none', undefined],
    ['an empty one', ''],
    ['a number', 2],
    ['a list with the level in it', ['eidas2']],
    ['an object', { value: 'eidas2' }],
    ['true', true],
    ['null', null],
    ['the level in capitals', 'EIDAS2'],
    ['the level with a space', ' eidas2'],
    ['both levels as one', 'eidas2 eidas3'],
    ['a part of the level', 'eidas'],
    ['a longer one', 'eidas22'],
  ])('are led to the provider again, signed in as nobody: %s', async (_name, acr) => {
    const again = await signIn(acr, '?next=/teams/');
    expect(isAtProvider(again)).toBe(true);
    expect(parametersOf(again)).toMatchObject({ acr_values: 'eidas2 eidas3', login_hint: 'ana@massy.fr' });
    expect(await browser.whoAmI()).toBe(401);
    expect(world.store.tables.users.find(ana.id)?.lastLoginAt).toBeNull();
    expect(world.audited()).toEqual([]);
  });

  it.each(['eidas2', 'eidas3'])(
    'come in when they come back with %s, to the page they wanted',
    async (acr) => {
      const answer = await comeBack(await firstTrip('?next=/teams/'), acr);
      expect(answer).toMatchObject({ status: 302, location: '/teams/' });
      expect(await browser.whoAmI()).toBe(200);
      expect(ofPeople()).toMatchObject([{ action: 'user.signed_in', details: { acr } }]);
    },
  );

  it('come in at once with the level', async () => {
    expect(await signIn('eidas3')).toMatchObject({ status: 302, location: HOME });
    expect(await browser.whoAmI()).toBe(200);
  });

  it.each([
    ['staff', { isStaff: true, isSuperuser: false }],
    ['a superuser who is no staff', { isStaff: false, isSuperuser: true }],
  ])('are %s', async (_name, rights) => {
    const bob = await addUser(world, rights);
    const answer = await comeBack(await start(), 'eidas1', { sub: bob.sub });
    expect(isAtProvider(answer)).toBe(true);
  });

  it('are not others, who sign in as ever', async () => {
    const bob = await addUser(world, { sub: 'bob' });
    expect(await comeBack(await start(), undefined, { sub: bob.sub })).toMatchObject({ location: HOME });
    expect(await browser.whoAmI()).toBe(200);
  });
});

describe('the second trip', () => {
  beforeEach(() => open());

  it.each([
    ['en', 'You are not signed in', 'none'],
    ['fr', 'Vous n’êtes pas connecté', 'aucun'],
  ])('without the level ends with a page that says what is missing: %s', async (language, heading, none) => {
    const url = world.identityProvider.signIn(await firstTrip('?next=/teams/%3Fa=b'), CLAIMS);
    const answer = await browser.open(url, { headers: { 'accept-language': language } });
    expect(answer).toMatchObject({
      status: 403,
      headers: { 'content-language': language, 'cache-control': 'no-store' },
    });
    for (const part of [heading, 'eidas2, eidas3', `<dd>${none}</dd>`, 'sign_in_level_missing']) {
      expect(answer.text).toContain(part);
    }
    expect(answer.text).toContain('href="/api/v1.0/authenticate/?next=%2Fteams%2F%3Fa%3Db"');
    expect(answer.setCookies).toEqual([]);
    expect(await browser.whoAmI()).toBe(401);
    expect(world.logger.entries).toMatchObject([
      {
        level: 'info',
        message: 'a sign-in needs another level',
        fields: { userId: ana.id, reached: 'eidas1' },
      },
      { level: 'warn', fields: { code: 'sign_in.level_missing', userId: ana.id, levels: 'eidas2 eidas3' } },
    ]);
    expect(refusals()).toMatchObject([
      {
        objectId: ana.id,
        actorId: null,
        details: { reason: 'level_missing', levels: ['eidas2', 'eidas3'], reached: null },
      },
    ]);
  });

  it.each(['eidas1', undefined, 2, ['eidas2'], 'EIDAS2'])('is the last one: %j', async (acr) => {
    const answer = await comeBack(await firstTrip(), acr);
    expect(answer.status).toBe(403);
    expect(await browser.whoAmI()).toBe(401);
  });

  it('escapes what the provider told', async () => {
    const { text } = await comeBack(await firstTrip(), '<script>alert(1)</script>');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script>');
  });

  it.each(['unmet_authentication_requirements', 'access_denied', 'login_required', 'interaction_required'])(
    'that the provider denies with %s ends with that page',
    async (error) => {
      const answer = await browser.open(world.identityProvider.deny(await firstTrip(), error));
      expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('sign_in_level_missing') });
      expect(await browser.whoAmI()).toBe(401);
      expect(refusals()).toMatchObject([
        { objectId: ana.id, details: { reason: 'level_missing', reached: null, error } },
      ]);
    },
  );

  it.each([
    ['server_error', '?error=identity_provider_unavailable'],
    ['temporarily_unavailable', '?error=identity_provider_unavailable'],
    ['invalid_request', '?error=identity_provider_unexpected'],
  ])('that ends in trouble (%s) says so', async (error, query) => {
    const answer = await browser.open(world.identityProvider.deny(await firstTrip(), error));
    expect(answer).toMatchObject({ status: 302, location: `${FAILURE}${query}` });
    expect(refusals()).toEqual([]);
  });

  it('cannot be made where the provider is down by then', async () => {
    const callback = world.identityProvider.signIn(await start(), CLAIMS, 'eidas1');
    world.identityProvider.failWith('identity_provider.unavailable');
    expect((await browser.open(callback)).location).toBe(`${FAILURE}?error=identity_provider_unavailable`);
    expect(await browser.whoAmI()).toBe(401);
  });

  it.each([
    ['somebody with the level', 'eidas3'],
    ['somebody without', 'eidas1'],
  ])('as %s else signs neither in', async (_name, acr) => {
    const bob = await addUser(world, { sub: 'bob', isStaff: acr === 'eidas3' });
    const answer = await comeBack(await firstTrip(), acr, { sub: bob.sub });
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('sign_in_other_person') });
    expect(await browser.whoAmI()).toBe(401);
    expect(refusals()).toMatchObject([{ objectId: ana.id, details: { reason: 'other_person' } }]);
    expect(world.store.tables.users.find(bob.id)?.lastLoginAt).toBeNull();
  });

  it('as somebody new makes no account', async () => {
    const before = world.store.tables.users.count(() => true);
    const answer = await comeBack(await firstTrip(), 'eidas3', {
      sub: 'new',
      email: 'new@massy.fr',
    } as never);
    expect(answer.status).toBe(403);
    expect(world.store.tables.users.count(() => true)).toBe(before);
  });

  it('left out is a sign-in left out', async () => {
    await firstTrip();
    expect(await browser.whoAmI()).toBe(401);
    expect((await browser.open('authenticate/?silent=true')).status).toBe(302);
    expect(await browser.whoAmI()).toBe(401);
  });

  it('is not made by the callback of the first, again', async () => {
    const url = await start();
    const callback = world.identityProvider.signIn(url, CLAIMS, 'eidas1');
    const second = (await browser.open(callback)).location ?? '';
    expect((await browser.open(callback)).location).toBe(`${FAILURE}?error=invalid_state`);
    const late = world.identityProvider.signIn(url, CLAIMS, 'eidas3');
    expect((await browser.open(late)).location).toBe(`${FAILURE}?error=invalid_state`);
    expect(await browser.whoAmI()).toBe(401);
    expect((await comeBack(second, 'eidas2')).location).toBe(HOME);
  });

  it('counts once', async () => {
    const callback = world.identityProvider.signIn(await firstTrip(), CLAIMS, 'eidas2');
    expect((await browser.open(callback)).location).toBe(HOME);
    const other = new ApiBrowser(world.url);
    expect((await other.open(callback)).location).toBe(FAILURE);
    expect(await other.whoAmI()).toBe(401);
  });

  it('belongs to the browser of the first', async () => {
    const second = await firstTrip();
    const thief = new ApiBrowser(world.url);
    await start('', thief);
    const answer = await comeBack(second, 'eidas3', CLAIMS, thief);
    expect(answer.location).toBe(`${FAILURE}?error=invalid_state`);
    expect(await thief.whoAmI()).toBe(401);
  });

  it('of two tabs lead each to its own page', async () => {
    const [one, other] = [await start('?next=/one/'), await start('?next=/other/')];
    const [again, otherAgain] = [
      (await comeBack(one, 'eidas1')).location ?? '',
      (await comeBack(other, 'eidas1')).location ?? '',
    ];
    expect(await comeBack(otherAgain, 'eidas2')).toMatchObject({ location: '/other/' });
    expect(await comeBack(again, 'eidas2')).toMatchObject({ location: '/one/' });
    expect(await browser.whoAmI()).toBe(200);
  });

  it('goes on where another tab has signed in meanwhile', async () => {
    const one = await start('?next=/one/');
    const callback = world.identityProvider.signIn(one, CLAIMS, 'eidas1');
    const other = await start('?next=/other/');
    await comeBack(other, 'eidas2');
    const again = (await browser.open(callback)).location ?? '';
    expect(await browser.whoAmI()).toBe(200);
    expect(await comeBack(again, 'eidas2')).toMatchObject({ location: '/one/' });
    expect(await browser.whoAmI()).toBe(200);
  });

  it('is not made silently: nobody is signed in, without a page', async () => {
    const answer = await signIn('eidas1', '?silent=true&next=/teams/');
    expect(answer).toMatchObject({ status: 302, location: '/teams/' });
    expect(await browser.whoAmI()).toBe(401);
    expect(refusals()).toEqual([]);
    expect(await signIn('eidas2', '?silent=true&next=/teams/')).toMatchObject({ location: '/teams/' });
    expect(await browser.whoAmI()).toBe(200);
  });
});

describe('a session whose user has to have signed in otherwise', () => {
  beforeEach(() => open());
  const setFlags = (flags: UserFlags, user = ana) => world.useCases.setUserFlags(OPERATOR, user.id, flags);
  const ends = () => world.audited().filter(({ action }) => action === 'user.sessions_ended');

  const signInAsBob = async (acr?: string) => {
    const bob = await addUser(world, { sub: 'bob' });
    await comeBack(await start(), acr, { sub: 'bob' });
    expect(await browser.whoAmI()).toBe(200);
    return bob;
  };

  it.each([
    ['staff', { isStaff: true }],
    ['a superuser', { isSuperuser: true }],
  ])('ends when they become %s, and the next sign-in asks', async (_name, flags) => {
    const bob = await signInAsBob('eidas1');
    const key = sessionKey();
    await setFlags(flags, bob);
    expect(await isAlive(key)).toBe(false);
    expect(ends()).toMatchObject([
      { objectId: bob.id, actorId: null, details: { sessions: 1, cause: 'level' } },
    ]);
    expect(await browser.whoAmI()).toBe(401);
    expect(isAtProvider(await comeBack(await start(), 'eidas1', { sub: 'bob' }))).toBe(true);
  });

  it('goes on where they had presented the level', async () => {
    const bob = await signInAsBob('eidas3');
    await setFlags({ isStaff: true }, bob);
    expect(await browser.whoAmI()).toBe(200);
    expect(ends()).toEqual([]);
  });

  it('goes on when they lose rights', async () => {
    await signIn('eidas2');
    await setFlags({ isStaff: false });
    expect(await browser.whoAmI()).toBe(200);
  });

  it('ends at the next request, whoever made them staff', async () => {
    const bob = await signInAsBob('eidas1');
    await world.unitOfWork.run(({ users }) => users.update({ ...bob, isStaff: true }));
    const key = sessionKey();
    expect(await browser.whoAmI()).toBe(401);
    expect(browser.cookies.has('sessionid')).toBe(false);
    expect(await isAlive(key)).toBe(false);
    expect(ends()).toMatchObject([{ objectId: bob.id, details: { sessions: 1, cause: 'level' } }]);
  });

  it('is noted once, however many requests find it at once', async () => {
    const key = await world.openSession(ana, { acr: 'eidas1' });
    const browsers = Array.from({ length: 5 }, () => {
      const one = new ApiBrowser(world.url);
      one.cookies.set('sessionid', key);
      return one;
    });
    expect(await Promise.all(browsers.map((one) => one.whoAmI()))).toEqual([401, 401, 401, 401, 401]);
    expect(ends()).toHaveLength(1);
  });

  it.each([
    ['of an earlier release', {}, 401],
    ['of another level', { acr: 'eidas1' }, 401],
    ['of the level', { acr: 'eidas2' }, 200],
  ])('%s is judged by what it tells', async (_name, data, status) => {
    browser.cookies.set('sessionid', await world.openSession(ana, data));
    expect(await browser.whoAmI()).toBe(status);
  });

  it('cannot be used for a change before it ends', async () => {
    const client = await world.signIn(ana);
    expect(await client.rest('POST', 'teams/', { name: 'x' })).toMatchObject({ status: 401 });
    await expect(client.regie.administration.accounts.list.query({})).rejects.toMatchObject({
      data: { code: 'UNAUTHORIZED' },
    });
  });
});

describe('an operator lets somebody in without the level', () => {
  beforeEach(() => open());
  const waive = (seconds = 3600, person: { id: User['id'] } | { email: string } = { id: ana.id }) =>
    world.useCases.waiveLevel(OPERATOR, person, { seconds, reason: 'no OTP' });
  const actions = () => world.audited().map(({ action }) => action);

  it('once, and it is in the audit log when it is given and when it is used', async () => {
    await waive();
    expect(await signIn('eidas1', '?next=/teams/')).toMatchObject({ status: 302, location: '/teams/' });
    expect(await browser.whoAmI()).toBe(200);
    expect(ofPeople()).toMatchObject([
      {
        action: 'user.level_waived',
        objectId: ana.id,
        actorId: null,
        origin: { via: 'command_line' },
        details: { reason: 'no OTP', until: '2026-11-23T11:00:00.250Z' },
      },
      {
        action: 'user.level_waiver_used',
        objectId: ana.id,
        actorId: ana.id,
        details: { reason: 'no OTP', levels: ['eidas2', 'eidas3'], reached: 'eidas1' },
      },
      { action: 'user.signed_in' },
    ]);
    const other = new ApiBrowser(world.url);
    expect(isAtProvider(await signIn('eidas1', '', other))).toBe(true);
  });

  it('by a verified address as well', async () => {
    await waive(3600, { email: 'ANA@massy.fr' });
    await signIn();
    expect(await browser.whoAmI()).toBe(200);
  });

  it('for its time: the session that began by it ends with it', async () => {
    await waive(3600);
    await signIn('eidas1');
    world.clock.advance(3599);
    expect(await browser.whoAmI()).toBe(200);
    world.clock.advance(1);
    expect(await browser.whoAmI()).toBe(401);
    expect(isAtProvider(await signIn('eidas1'))).toBe(true);
  });

  it('not after its time', async () => {
    await waive(3600);
    world.clock.advance(3600);
    expect(isAtProvider(await signIn('eidas1'))).toBe(true);
    await world.useCases.jobHandlers.purge_sessions({ name: 'purge_sessions' });
    expect(world.store.tables.levelWaivers.count(() => true)).toBe(0);
  });

  it('and nobody else', async () => {
    const bob = await addUser(world, { sub: 'bob', isStaff: true });
    await waive();
    expect(isAtProvider(await comeBack(await start(), 'eidas1', { sub: bob.sub }))).toBe(true);
    expect(await world.useCases.listLevelWaivers(OPERATOR)).toMatchObject([{ userId: ana.id }]);
  });

  it('which is not used up by a sign-in with the level', async () => {
    await waive();
    await signIn('eidas2');
    expect(await world.useCases.listLevelWaivers(OPERATOR)).toHaveLength(1);
    expect(actions()).not.toContain('user.level_waiver_used');
  });

  it('one of two who use it at once', async () => {
    await waive();
    const browsers = [new ApiBrowser(world.url), new ApiBrowser(world.url)];
    const answers = await Promise.all(browsers.map((one) => signIn('eidas1', '', one)));
    expect(answers.map(isAtProvider).sort()).toEqual([false, true]);
  });

  it('until they take it back, with the session that began by it', async () => {
    await waive();
    await signIn('eidas1');
    await world.useCases.withdrawLevelWaiver(OPERATOR, { id: ana.id });
    expect(await browser.whoAmI()).toBe(401);
    await waive();
    await world.useCases.withdrawLevelWaiver(OPERATOR, { id: ana.id });
    expect(isAtProvider(await signIn('eidas1'))).toBe(true);
    expect(actions()).toContain('user.level_waiver_withdrawn');
  });

  it('alone decides about it: staff and superusers do not', async () => {
    const superuser = { ...OPERATOR, userId: ana.id };
    const given = { seconds: 60, reason: 'x' };
    for (const refused of [
      () => world.useCases.waiveLevel(superuser, { id: ana.id }, given),
      () => world.useCases.withdrawLevelWaiver(superuser, { id: ana.id }),
      () => world.useCases.listLevelWaivers(superuser),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: 'user.action_forbidden' });
    }
  });

  it('names one active account', async () => {
    const gone = await addUser(world, { email: 'gone@massy.fr', isActive: false });
    await addUser(world, { email: 'ana@massy.fr' });
    await expect(waive(60, { id: gone.id })).rejects.toMatchObject({ code: 'user.not_found' });
    await expect(waive(60, { email: 'gone@massy.fr' })).rejects.toMatchObject({ code: 'user.not_found' });
    await expect(waive(60, { email: 'ana@massy.fr' })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(waive(25 * 3600)).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

describe('administrators, where they are asked too', () => {
  beforeEach(() => open(EVERYBODY));

  const bobWith = async (role: 'owner' | 'administrator' | 'viewer' | 'organization' | undefined) => {
    const bob = await addUser(world, { sub: 'bob', email: 'bob@massy.fr' });
    if (role === 'organization') {
      const organization = makeOrganization();
      await world.unitOfWork.run(({ organizations }) => organizations.insert(organization));
      await world.seed.organizationAccess(
        makeOrganizationAccess({ organizationId: organization.id, userId: bob.id }),
      );
    } else if (role) {
      await addDomain(world, { name: 'massy.fr', slug: 'massyfr' }, [[bob, role]]);
    }
    return bob;
  };

  it.each([
    ['owner', true],
    ['administrator', true],
    ['organization', true],
    ['viewer', false],
    [undefined, false],
  ] as const)('%s of something: %j', async (role, isAsked) => {
    await bobWith(role);
    const answer = await comeBack(await start(), 'eidas1', { sub: 'bob' });
    expect(isAtProvider(answer)).toBe(isAsked);
    if (isAsked) expect(parametersOf(answer)).toMatchObject({ acr_values: 'eidas1-mfa eidas2' });
    expect(await browser.whoAmI()).toBe(isAsked ? 401 : 200);
  });

  it('who are staff must satisfy both', async () => {
    await addDomain(world, { name: 'massy.fr', slug: 'massyfr' }, [[ana, 'owner']]);
    expect(parametersOf(await signIn('eidas3'))).toMatchObject({ acr_values: 'eidas2' });
    expect(isAtProvider(await signIn('eidas1-mfa'))).toBe(true);
    expect(await signIn('eidas2')).toMatchObject({ location: HOME });
  });

  it('who become it while they are signed in have to sign in anew', async () => {
    const bob = await bobWith(undefined);
    await comeBack(await start(), 'eidas1', { sub: 'bob' });
    expect(await browser.whoAmI()).toBe(200);
    await addDomain(world, { name: 'massy.fr', slug: 'massyfr' }, [[bob, 'administrator']]);
    expect(await browser.whoAmI()).toBe(401);
  });

  it('who become it by the sign-in itself, which leaves nothing of it behind', async () => {
    const owner = await addUser(world);
    const { id } = await addDomain(world, { name: 'massy.fr', slug: 'massyfr' }, [[owner, 'owner']]);
    const invitation = makeMailDomainInvitation({
      mailDomainId: id,
      issuerId: owner.id,
      email: 'new@massy.fr',
      role: 'administrator',
      expiresAt: new Date(world.clock.now().getTime() + 3_600_000),
    });
    await world.seed.mailDomainInvitation(invitation);
    const claims = { sub: 'new', email: 'new@massy.fr', siret: '21910377300012' };
    const answer = await comeBack(await start(), 'eidas1', claims);
    expect(isAtProvider(answer)).toBe(true);
    const { users, mailDomainInvitations } = world.store.tables;
    expect(users.has(({ sub }) => sub === 'new')).toBe(false);
    expect(mailDomainInvitations.has((one) => one.id === invitation.id)).toBe(true);
    const denied = await comeBack(answer.location ?? '', 'eidas1', claims);
    expect(denied.status).toBe(403);
    expect(refusals()).toMatchObject([
      { objectId: 'unknown', details: { reason: 'level_missing', sub: 'new' } },
    ]);
    await comeBack((await comeBack(await start(), 'eidas1', claims)).location ?? '', 'eidas2', claims);
    expect(await browser.whoAmI()).toBe(200);
  });
});

describe('an access token on the client API', () => {
  beforeEach(() => open(EVERYBODY));
  const bearer = (acr: string | undefined, sub = 'ana') => {
    const expiresAt = new Date(world.clock.now().getTime() + 60_000);
    const told = acr === undefined ? {} : { acr };
    world.tokenIntrospector.issue('token', { scopes: [], expiresAt, sub, clientId: 'people', ...told });
    return world.visitor.rest('GET', 'users/me/', undefined, { authorization: 'Bearer token' });
  };

  it.each([undefined, 'eidas1'])('of staff needs the level too: %j', async (acr) => {
    expect(await bearer(acr)).toMatchObject({
      status: 401,
      body: { code: 'sign_in_level_missing' },
      headers: {
        'www-authenticate':
          'Bearer realm="api", error="insufficient_user_authentication", acr_values="eidas2 eidas3"',
      },
    });
  });

  it('of staff is good with it', async () => {
    expect(await bearer('eidas3')).toMatchObject({ status: 200 });
  });

  it('of who administers something, too, and of nobody else', async () => {
    const bob = await addUser(world, { sub: 'bob' });
    expect(await bearer('eidas1', 'bob')).toMatchObject({ status: 200 });
    await addDomain(world, { name: 'massy.fr', slug: 'massyfr' }, [[bob, 'owner']]);
    expect(await bearer('eidas1', 'bob')).toMatchObject({ status: 401 });
    expect(await bearer('eidas1-mfa', 'bob')).toMatchObject({ status: 200 });
  });
});
