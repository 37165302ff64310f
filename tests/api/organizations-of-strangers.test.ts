import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';

const SIRET = '20000000000001';

let world: ApiWorld;
beforeEach(async () => {
  world = await openApiWorld();
});
afterEach(() => world.close());

/** Somebody who signs in with these claims, in a browser of their own unless one is given. */
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
