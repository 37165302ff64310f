import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserId } from '../../src/domain/shared/ids.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { newId } from '../builders/new-id.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addDomain, addUser } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const SIRET = '20000000000001';

let world: ApiWorld;
beforeEach(async () => {
  world = await openApiWorld();
});
afterEach(() => world.close());

/** A person who signs in with these claims, in a new browser unless one is given. */
async function signIn(
  claims: { sub: string; [claim: string]: unknown },
  browser = new ApiBrowser(world.url),
) {
  const { location = '' } = await browser.open('authenticate/');
  const answer = await browser.open(world.identityProvider.signIn(location, claims));
  return { browser, isSignedIn: answer.location?.includes('failure') !== true };
}

type Shown = { name: string; registration_id_list: string[] } | null;
const organizationOf = async (browser: ApiBrowser): Promise<Shown> =>
  ((await browser.open('users/me/')).body as { organization: Shown }).organization;
const emailsSeen = async (browser: ApiBrowser): Promise<string[]> => {
  const { results } = (await browser.open('users/')).body as { results: { email: string }[] };
  return results.map(({ email }) => email).sort();
};

describe('k5-siret-spaces: one SIRET is one organization, however it is written', () => {
  it.each([
    ['with spaces', '200 000 000 00001'],
    ['with no-break spaces', '200\u00a0000\u00a0000\u00a000001'],
    ['with narrow ones', '200\u202f000\u202f000\u202f00001'],
    ['with dots', '200.000.000.00001'],
    ['with a zero-width space', `\u200b${SIRET}\ufeff`],
    ['as a number', 20000000000001],
    ['as a list', [SIRET]],
  ])('%s', async (_how, siret) => {
    await signIn({ sub: 'p1', email: 'x@nb1.fr', siret: SIRET });
    const { browser } = await signIn({ sub: 'p2', email: 'x@nb2.fr', siret });
    expect(await organizationOf(browser)).toMatchObject({ name: SIRET, registration_id_list: [SIRET] });
    expect(await emailsSeen(browser)).toEqual(['x@nb1.fr', 'x@nb2.fr']);
  });
});

describe('k5-placeholder: who has no registration id shares no organization for it', () => {
  it.each(['N/A', 'undefined', '-', '00000000000000', '[ND]', ' null ', 0])('%j', async (siret) => {
    await signIn({ sub: 'na1', email: 'x@ministere-a.fr', siret });
    const { browser } = await signIn({ sub: 'na2', email: 'y@ministere-b.fr', siret });
    expect(await organizationOf(browser)).toMatchObject({
      name: 'ministere-b.fr',
      registration_id_list: [],
    });
    expect(await emailsSeen(browser)).toEqual(['y@ministere-b.fr']);
  });
});

describe('k6-free-mail: people with an address where anybody gets one', () => {
  it('share no organization for it', async () => {
    const one = await signIn({ sub: 'g1', email: 'someone1@gmail.com' });
    const two = await signIn({ sub: 'g2', email: 'someone2@gmail.com' });
    expect([one.isSignedIn, two.isSignedIn]).toEqual([false, false]);
    expect(await two.browser.whoAmI()).toBe(401);
  });

  it.each([
    'laposte.net',
    'orange.fr',
    'wanadoo.fr',
    'free.fr',
    'sfr.fr',
    'hotmail.fr',
    'Outlook.FR',
    'pop.free.fr',
  ])('at %s see no other person, with a registration id', async (domain) => {
    await signIn({ sub: 'g1', email: `a@${domain}`, siret: '11001001400014' });
    const { browser } = await signIn({ sub: 'g2', email: `b@${domain}`, siret: '13002526500013' });
    expect(await organizationOf(browser)).toMatchObject({ registration_id_list: ['13002526500013'] });
    expect(await emailsSeen(browser)).toEqual([`b@${domain.toLowerCase()}`]);
  });
});

describe('k18-late-siret: a registration id that comes after the first sign-in', () => {
  it('makes one organization, which has it', async () => {
    const first = await signIn({ sub: 'late1', email: 'late1@justice-test.fr' });
    expect(await organizationOf(first.browser)).toMatchObject({
      name: 'justice-test.fr',
      registration_id_list: [],
    });
    for (const [sub, email] of [
      ['late1', 'late1@justice-test.fr'],
      ['late2', 'late2@justice-test.fr'],
      ['late3', 'late3@autre-dom.fr'],
    ] as const) {
      const { browser } = await signIn({ sub, email, siret: '11001001400014' });
      expect(await organizationOf(browser)).toMatchObject({ registration_id_list: ['11001001400014'] });
    }
    expect(await emailsSeen(first.browser)).toEqual([
      'late1@justice-test.fr',
      'late2@justice-test.fr',
      'late3@autre-dom.fr',
    ]);
  });
});

describe('staff', () => {
  const organizations = async () =>
    (await world.signIn(await addUser(world, { isStaff: true }))).regie.administration.organizations;

  it('find and settle what a provider says of a person who holds something', async () => {
    await signIn({ sub: 's1', email: 's1@a-test.fr', siret: '11001001400014' });
    await signIn({ sub: 's2', email: 's2@b-test.fr', siret: '13002526500013' });
    const { browser } = await signIn({ sub: 's3', email: 's3@a-test.fr', siret: '11001001400014' });
    const { id } = (await browser.open('users/me/')).body as { id: UserId };
    await addDomain(world, { slug: 'a-testfr', name: 'a-test.fr' }, [[makeUser({ id }), 'owner']]);
    await signIn({ sub: 's3', email: 's3@a-test.fr', siret: '13002526500013' });

    const { listDiscrepancies, settleDiscrepancy } = await organizations();
    expect(await listDiscrepancies.query()).toMatchObject({
      total: 1,
      items: [
        {
          user: { id, email: 's3@a-test.fr' },
          organization: { name: '11001001400014' },
          named: { name: '13002526500013' },
          registrationId: '13002526500013',
        },
      ],
    });
    await settleDiscrepancy.mutate({ userId: id, settlement: 'move' });
    expect(await organizationOf(browser)).toMatchObject({ name: '13002526500013' });
    expect(await listDiscrepancies.query()).toEqual({ total: 0, items: [] });
    const failure = await trpcFailure(settleDiscrepancy.mutate({ userId: id, settlement: 'ignore' }));
    expect(failure).toMatchObject({ code: 'NOT_FOUND', domainCode: 'organization_discrepancy.not_found' });
  });

  it('merge two organizations, after seeing what that does', async () => {
    await signIn({ sub: 's1', email: 's1@a-test.fr', siret: '11001001400014' });
    const { browser } = await signIn({ sub: 's2', email: 's2@b-test.fr' });
    const { list, merge } = await organizations();
    const { items } = await list.query({});
    const [keepId = '', otherId = ''] = ['11001001400014', 'b-test.fr'].map(
      (name) => items.find((one) => one.name === name)?.id,
    );
    const dry = await merge.mutate({ keepId, otherId, isDryRun: true });
    expect(dry).toMatchObject({
      kept: { id: keepId, registrationIds: ['11001001400014'], domains: ['b-test.fr'] },
      removed: { id: otherId, name: 'b-test.fr' },
      references: { people: 1, teams: 0 },
    });
    expect(await list.query({})).toMatchObject({ total: items.length });
    expect(await merge.mutate({ keepId, otherId })).toEqual(dry);
    expect(await list.query({})).toMatchObject({ total: items.length - 1 });
    expect(await emailsSeen(browser)).toEqual(['s1@a-test.fr', 's2@b-test.fr']);
    const failure = await trpcFailure(merge.mutate({ keepId, otherId: keepId }));
    expect(failure).toMatchObject({ code: 'BAD_REQUEST', domainCode: 'organization.merge_with_itself' });
  });

  it('cannot give an organization a domain where anybody gets an address, and find those that have one', async () => {
    const { create, list } = await organizations();
    const failure = await trpcFailure(create.mutate({ domains: ['ville.fr', 'Laposte.net'] }));
    expect(failure).toMatchObject({
      code: 'BAD_REQUEST',
      domainCode: 'organization.domain_shared',
      params: { value: 'laposte.net' },
    });
    const shared = makeOrganization({ registrationIds: [], domains: ['ville.fr', 'mail.sfr.fr'] });
    await world.unitOfWork.run(({ organizations: stored }) => stored.insert(shared));
    expect(await list.query({ hasSharedDomain: true })).toMatchObject({
      total: 1,
      items: [{ id: shared.id, domains: ['ville.fr', 'mail.sfr.fr'] }],
    });
  });

  it('are the only ones who may', async () => {
    const { regie } = await world.signIn(await addUser(world));
    const { listDiscrepancies, settleDiscrepancy, merge } = regie.administration.organizations;
    const id = newId();
    for (const attempt of [
      () => listDiscrepancies.query(),
      () => settleDiscrepancy.mutate({ userId: id, settlement: 'move' }),
      () => merge.mutate({ keepId: id, otherId: newId(), isDryRun: true }),
    ]) {
      expect(await trpcFailure(attempt())).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
