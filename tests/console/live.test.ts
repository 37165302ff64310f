import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import { USUAL_BOUNDS } from '../../src/infrastructure/live/live-bounds.ts';
import type { ApiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { openLiveReader } from '../support/live-reader.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';

let site: ConsoleSite;
let bob: ApiClient;
let alice: ApiClient;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'), { waits: { registrationMs: 300, usualMs: 300 } });
  [alice, bob] = [await site.world.signIn(site.people.alice), await site.world.signIn(site.people.bob)];
});
afterAll(() => site?.close());
afterEach(async () => {
  expect(site.problems).toEqual([]);
  await site.closePages();
  await eventually(() => expect(site.world.live().size).toBe(0));
});

/** A page that is told what changes, and that remembers when it is loaded again. */
const openTold = async (user: User, path: string, shown: string): Promise<Page> => {
  const page = await site.openAs(user);
  const before = site.world.live().size;
  await page.goto(`${site.url}${path}`);
  await page.waitForSelector(shown);
  await eventually(() => expect(site.world.live().size).toBeGreaterThan(before));
  await page.evaluate('window.isTheSame = true');
  return page;
};
const expectSame = async (page: Page) => expect(await page.evaluate('window.isTheSame')).toBe(true);
const rowOf = (page: Page, address: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: address }) });
const create = (localPart: string) =>
  bob.regie.mailboxes.create.mutate({
    domainSlug: 'evryfr',
    firstName: localPart,
    lastName: 'Durand',
    localPart,
  });

it('shows what somebody else does, and that the mail service has followed', async () => {
  const { world, people } = site;
  const page = await openTold(people.alice, '/domains/evryfr', 'table');
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  const { id } = await create('camille');
  const row = rowOf(page, 'camille@evry.fr');
  await row.getByText('Being created').waitFor();
  await page.getByText('The mail service does not answer. 1 change has been waiting since').waitFor();
  world.mailProvisioner.setTrouble(undefined);
  await world.advance(3600);
  await row.getByText('Enabled').waitFor();
  await page.getByText('The mail service does not answer.').waitFor({ state: 'detached' });
  await bob.regie.mailboxes.update.mutate({
    domainSlug: 'evryfr',
    id,
    lastName: 'Dupont',
  });
  await row.getByText('camille Dupont').waitFor();
  await expectSame(page);
});

it('takes a change away that was withdrawn in another window', async () => {
  const { world, people, jean } = site;
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await bob.regie.mailboxes.disable.mutate({ domainSlug: 'evryfr', id: jean.id });
  const [one, other] = [
    await openTold(people.alice, '/domains/evryfr/waiting', '.todo'),
    await openTold(people.bob, '/domains/evryfr/waiting', '.todo'),
  ];
  await other.getByRole('button', { name: 'Withdraw – jean.valjean@evry.fr' }).click();
  await one.getByText('Nothing waits').waitFor();

  await expectSame(one);
  world.mailProvisioner.setTrouble(undefined);
});

it('says that nothing is there any more for somebody whose access was taken away', async () => {
  const { people, jean } = site;
  const pages = [
    await openTold(people.carol, '/domains/evryfr', 'table'),
    await openTold(people.carol, `/domains/evryfr/mailboxes/${jean.id}`, '.side-panel'),
    await openTold(people.carol, '/domains/evryfr/aliases/contact', '.side-panel'),
  ];
  const { items } = await alice.regie.mailDomainAccesses.list.query({ domainSlug: 'evryfr' });
  const id = items.find(({ user }) => user.id === people.carol.id)?.id ?? '';
  await alice.regie.mailDomainAccesses.delete.mutate({ domainSlug: 'evryfr', id });
  for (const page of pages) {
    await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
    expect(await page.locator('.side-panel').count()).toBe(0);
    await expectSame(page);
  }
});

/** What browsers note of connections that a server cuts. */
const LOST = /^Failed to load resource: net::ERR_/;

describe('a page that is told nothing', () => {
  afterEach(() => {
    const others = site.problems.filter((problem) => !LOST.test(problem));
    site.problems.splice(0, site.problems.length, ...others);
  });

  it('comes back by itself once the server does', async () => {
    const { world, people } = site;
    const page = await openTold(people.alice, '/domains/evryfr', 'table');
    await world.live().close();
    await world.goDown();
    await world.comeBack();
    await create('restarted');
    await rowOf(page, 'restarted@evry.fr').waitFor();
    await eventually(() => expect(world.live().size).toBe(1));
    await create('afterwards');
    await rowOf(page, 'afterwards@evry.fr').waitFor();
    await expectSame(page);
  });

  it('does so too after the server was killed', async () => {
    const { world, people } = site;
    const page = await openTold(people.alice, '/domains/evryfr', 'table');
    await world.goDown();
    await world.comeBack();
    await create('killed');
    await rowOf(page, 'killed@evry.fr').waitFor();
    await eventually(() => expect(world.live().size).toBe(1));
    await expectSame(page);
  });

  it('asks from time to time: here, since the person has streams enough', async () => {
    const { world, people } = site;
    const cookies = `sessionid=${await world.openSession(people.alice)}`;
    const readers = await Promise.all(
      Array.from({ length: USUAL_BOUNDS.mostOfOnePerson }, () =>
        openLiveReader(world.url, { path: 'live.ownMailDomains', cookies }),
      ),
    );
    const page = await site.openAs(people.alice);
    await page.clock.install();
    const refused = page.waitForResponse(/live\.mailDomain/);
    await page.goto(`${site.url}/domains/evryfr`);
    await page.waitForSelector('table');
    expect((await refused).status()).toBe(429);
    await create('polled');
    await page.clock.fastForward(16_000);
    await rowOf(page, 'polled@evry.fr').waitFor();
    for (const reader of readers) reader.close();
  });

  it('is told again when somebody looks at it', async () => {
    const { world, people } = site;
    const page = await openTold(people.alice, '/domains/evryfr', 'table');
    const hide = async (isHidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${isHidden ? 'hidden' : 'visible'}' });
         document.dispatchEvent(new Event('visibilitychange'));`,
      );
    await hide(true);
    await eventually(() => expect(world.live().size).toBe(0));
    await create('unseen');
    await hide(false);
    await rowOf(page, 'unseen@evry.fr').waitFor();
    await eventually(() => expect(world.live().size).toBe(1));
  });
});
