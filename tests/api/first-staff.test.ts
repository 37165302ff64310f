import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BY_COMMAND_LINE } from '../../src/infrastructure/command-line/by-command-line.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { newId } from '../builders/new-id.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { USE_CASE_SETTINGS } from '../support/use-case-settings.ts';
import { addUser } from './evry.ts';

const OPERATOR = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };
const ADDRESS = 'ana@massy.fr';
const DAY = 24 * 3600;

type Claims = { sub: string; [claim: string]: unknown };
const ANA: Claims = { sub: 'ana', email: ADDRESS, email_verified: true, given_name: 'Ana' };

let world: ApiWorld;
const open = async (over?: Parameters<typeof openApiWorld>[0]) => {
  world = await openApiWorld(over);
  const organization = makeOrganization({ domains: ['massy.fr', 'xn--vry-9la.fr'] });
  await world.unitOfWork.run(({ organizations }) => organizations.insertOrFind(organization));
};
afterEach(() => world.close());

const name = (email = ADDRESS, isSuperuser = false) =>
  world.useCases.nameFirstStaff(OPERATOR, { email, isSuperuser });
const pending = () => world.useCases.listFirstStaff(OPERATOR);
/** Signs in with a browser of its own; resolves to where the browser is led. */
const signIn = async (claims: Claims, acr?: string) => {
  const browser = new ApiBrowser(world.url);
  const { location = '' } = await browser.open('authenticate/');
  return (await browser.open(world.identityProvider.signIn(location, claims, acr))).location ?? '';
};
const account = (sub = 'ana') => world.store.tables.users.first((user) => user.sub === sub);
const actions = () => world.audited().map(({ action }) => action);

describe('whoever signs in first with the verified address', () => {
  beforeEach(() => open());

  it('becomes staff once, and the audit log has how', async () => {
    await name();
    await signIn(ANA);
    const { id } = account() ?? {};
    expect(account()).toMatchObject({ isStaff: true, isSuperuser: false });
    expect(await pending()).toEqual([]);
    expect(world.audited()).toMatchObject([
      {
        action: 'installation.first_staff_named',
        actorId: null,
        origin: { via: 'command_line' },
        label: ADDRESS,
        details: { isSuperuser: false, until: '2026-11-30T10:00:00.250Z' },
      },
      { action: 'user.created', actorId: id },
      { action: 'user.flags_changed', actorId: id, details: { isStaff: { before: false, after: true } } },
      { action: 'user.first_staff_used', actorId: id, objectId: id, details: { isSuperuser: false } },
      { action: 'user.signed_in', actorId: id },
    ]);
    await world.useCases.setUserFlags(OPERATOR, id ?? newId(), { isStaff: false });
    await signIn(ANA);
    expect(account()?.isStaff).toBe(false);
  });

  it('may have an account, and may be a superuser', async () => {
    await addUser(world, { sub: 'ana', email: ADDRESS });
    await name(ADDRESS, true);
    expect(account()?.isStaff).toBe(false);
    await signIn(ANA);
    expect(account()).toMatchObject({ isStaff: true, isSuperuser: true });
  });

  it('keeps what they may do already', async () => {
    await addUser(world, { sub: 'ana', email: ADDRESS, isStaff: true, isSuperuser: true });
    await name();
    await signIn(ANA);
    expect(account()).toMatchObject({ isStaff: true, isSuperuser: true });
    expect(await pending()).toEqual([]);
    expect(actions()).not.toContain('user.flags_changed');
  });

  it.each([
    ['other case', 'ANA@Massy.FR', ADDRESS],
    ['other case of the name', 'Ana@massy.fr', 'aNA@massy.fr'],
    ['the domain in its own letters', 'ana@évry.fr', 'ana@xn--vry-9la.fr'],
    ['the domain as DNS has it', 'ana@xn--vry-9la.fr', 'ana@Évry.fr'],
    ['the accent apart from its letter', 'ana@e\u0301vry.fr', 'ana@évry.fr'],
    ['spaces around it in the claim', ADDRESS, ` ${ADDRESS} `],
  ])('is recognized by any spelling of it: %s', async (_what, named, email) => {
    await name(named);
    await signIn({ ...ANA, email });
    expect(account()?.isStaff).toBe(true);
  });

  it.each([
    ['verified in words', 'true'],
    ['said nothing of, where that counts', undefined],
  ])('has it %s', async (_what, email_verified) => {
    await name();
    await signIn({ ...ANA, email_verified });
    expect(account()?.isStaff).toBe(true);
  });

  it('is one of several at once', async () => {
    await name();
    const subs = ['ana', 'ana-2', 'ana-3'];
    await Promise.all(subs.map((sub) => signIn({ ...ANA, sub })));
    expect(subs.filter((sub) => account(sub)?.isStaff)).toHaveLength(1);
    expect(actions().filter((action) => action === 'user.first_staff_used')).toHaveLength(1);
  });
});

describe('a sign-in that does not verify the address changes nothing', () => {
  beforeEach(() => open());

  it.each<[string, Record<string, unknown>]>([
    ['unverified', { email_verified: false }],
    ['unverified in words', { email_verified: 'false' }],
    ['verified by a word that is none', { email_verified: 'yes' }],
    ['verified by a number', { email_verified: 1 }],
    ['verified by null', { email_verified: null }],
    ['verified by a list', { email_verified: [true] }],
    ['no address', { email: undefined }],
    ['a list of addresses', { email: [ADDRESS] }],
    ['another address', { email: 'anna@massy.fr' }],
    ['the address below another domain', { email: 'ana@massy.fr.evil.fr' }],
    ['the address as the name of another', { email: '"ana@massy.fr"@evil.fr' }],
    ['two addresses', { email: 'ana@massy.fr,eve@evil.fr' }],
    ['a part behind it', { email: 'ana@massy.fr\u0000.evil.fr' }],
    ['a tag', { email: 'ana+x@massy.fr' }],
    ['a letter that looks alike', { email: 'аna@massy.fr' }],
    ['a domain that looks alike', { email: 'ana@mаssy.fr' }],
    ['a dotless letter that capitals have in common', { email: 'ana@mas\u017fy.fr.x' }],
    ['the address under other names', { email: undefined, mail: ADDRESS, preferred_username: ADDRESS }],
  ])('%s', async (_what, claims) => {
    await name();
    const sub = 'eve';
    await signIn({ ...ANA, ...claims, sub });
    expect(account(sub)?.isStaff ?? false).toBe(false);
    expect(await pending()).toHaveLength(1);
    await signIn(ANA);
    expect(account()?.isStaff).toBe(true);
  });

  it('though it was verified before, and is stored', async () => {
    await signIn(ANA);
    await name();
    for (const claims of [{ email_verified: false }, { email: undefined }, { email: 'other@massy.fr' }]) {
      await signIn({ ...ANA, ...claims });
      expect(account()?.isStaff).toBe(false);
    }
    expect(await pending()).toHaveLength(1);
  });

  it('while whoever gets the address at the provider becomes staff', async () => {
    await signIn({ ...ANA, email: 'maiden@massy.fr' });
    await name();
    await signIn(ANA);
    expect(account()).toMatchObject({ email: ADDRESS, isStaff: true });
  });

  it('nor does one of a disabled account', async () => {
    await addUser(world, { sub: 'ana', email: ADDRESS, isActive: false });
    await name();
    await signIn(ANA);
    expect(account()?.isStaff).toBe(false);
    expect(await pending()).toHaveLength(1);
  });

  it('nor a session that is there already', async () => {
    const session = await world.signIn(await addUser(world, { sub: 'ana', email: ADDRESS }));
    await name();
    expect((await session.rest('GET', 'users/me/')).status).toBe(200);
    expect(account()?.isStaff).toBe(false);
  });
});

it('asks for a verification where the settings do', async () => {
  const { signInSettings } = USE_CASE_SETTINGS;
  const claims = { ...signInSettings.claims, emailVerifiedRequired: true };
  await open({ useCases: { signInSettings: { ...signInSettings, claims } } });
  await name();
  await signIn({ ...ANA, email_verified: undefined });
  expect(account()?.isStaff ?? false).toBe(false);
  await signIn(ANA);
  expect(account()?.isStaff).toBe(true);
});

describe('ends', () => {
  beforeEach(() => open());

  it('after seven days, which the audit log tells once', async () => {
    await name();
    world.clock.advance(7 * DAY);
    expect(await pending()).toEqual([]);
    await signIn(ANA);
    expect(account()?.isStaff).toBe(false);
    const purge = () => world.useCases.jobHandlers.purge_sessions({ name: 'purge_sessions' });
    await purge();
    await purge();
    const ends = world.audited().filter(({ action }) => action === 'installation.first_staff_expired');
    expect(ends).toMatchObject([{ label: ADDRESS, actorId: null, origin: { via: 'job' } }]);
    await signIn(ANA);
    expect(account()?.isStaff).toBe(false);
  });

  it('no sooner', async () => {
    await name();
    world.clock.advance(7 * DAY - 1);
    await world.useCases.jobHandlers.purge_sessions({ name: 'purge_sessions' });
    await signIn(ANA);
    expect(account()?.isStaff).toBe(true);
  });

  it('when it is withdrawn, in any spelling, by operators', async () => {
    await name();
    await expect(
      world.useCases.withdrawFirstStaff({ ...OPERATOR, userId: (await addUser(world)).id }, ADDRESS),
    ).rejects.toMatchObject({ code: 'user.action_forbidden' });
    await world.useCases.withdrawFirstStaff(OPERATOR, 'ANA@massy.fr');
    await signIn(ANA);
    expect(account()?.isStaff).toBe(false);
    await expect(world.useCases.withdrawFirstStaff(OPERATOR, ADDRESS)).rejects.toMatchObject({
      code: 'user.not_found',
    });
    expect(actions()).toContain('installation.first_staff_withdrawn');
  });

  it('when it is given anew, with what was given last', async () => {
    await name(ADDRESS, true);
    world.clock.advance(DAY);
    await name();
    expect(await pending()).toMatchObject([{ isSuperuser: false, createdAt: world.clock.now() }]);
    await signIn(ANA);
    expect(account()).toMatchObject({ isStaff: true, isSuperuser: false });
  });
});

describe('where a level is asked of staff', () => {
  beforeEach(() => open({ useCases: { signInLevels: { staff: ['eidas2'], administrators: [] } } }));

  it('nobody becomes staff without it, and the permission waits for who comes back with it', async () => {
    await name();
    expect(await signIn(ANA, 'eidas1')).toMatch(/^http:\/\/identity-provider\.test\//);
    expect(account()).toBeUndefined();
    expect(await pending()).toHaveLength(1);
    await signIn(ANA, 'eidas2');
    expect(account()?.isStaff).toBe(true);
  });

  it('sessions from before end that lack it', async () => {
    const ana = await addUser(world, { sub: 'ana', email: ADDRESS });
    const [key] = [await world.openSession(ana)];
    await name();
    await signIn(ANA, 'eidas2');
    expect(await world.sessions.find(key, world.clock.now())).toBeUndefined();
  });
});
