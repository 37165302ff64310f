import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addUser, type Evry, openEvry } from './evry.ts';
import { expectWireText } from './expect-wire-text.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry({ app: { acceptsBearer: true } });
});
afterAll(() => evry.world.close());

const FEATURES = {
  TEAMS_DISPLAY: true,
  TEAMS_CREATE: true,
  CONTACTS_DISPLAY: true,
  CONTACTS_CREATE: true,
  MAILBOXES_CREATE: true,
};

describe('config/', () => {
  it.each([
    ['en', 'English', 'French'],
    ['fr', 'Anglais', 'Français'],
  ])('tells everybody about the installation (%s)', async (language, english, french) => {
    const { status, text, headers } = await evry.world.visitor.rest('GET', 'config/', undefined, {
      'accept-language': language,
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      allow: 'GET, HEAD, OPTIONS',
      'content-language': language === 'fr' ? 'fr-fr' : 'en-us',
    });
    expectWireText(text, {
      LANGUAGES: [
        ['en-us', english],
        ['fr-fr', french],
      ],
      FEATURES,
      RELEASE: '1.2.3',
      COMMIT: 'abc',
      CRISP_WEBSITE_ID: null,
    });
  });

  it('has the same over tRPC', async () => {
    expect(await evry.world.visitor.regie.config.get.query()).toMatchObject({
      features: { teamsDisplay: true },
      release: '1.2.3',
      commit: 'abc',
      crispWebsiteId: null,
    });
  });

  it('ignores credentials (D31), and knows no other method', async () => {
    const { visitor } = evry.world;
    for (const authorization of ['Bearer', 'Bearer a b', 'Bearer nonsense']) {
      const answer = await visitor.rest('GET', 'config', undefined, { authorization });
      expect(answer.status).toBe(200);
    }
    const dead = await visitor.rest('GET', 'config/', undefined, { cookie: 'sessionid=dead' });
    expect([dead.status, dead.headers['set-cookie']]).toEqual([200, undefined]);
    expect(await visitor.rest('HEAD', 'config/')).toMatchObject({ status: 200, text: '' });
    expect(await visitor.rest('OPTIONS', 'stats/')).toMatchObject({ status: 204, text: '' });
    expect(await visitor.rest('POST', 'config/', {})).toMatchObject({
      status: 405,
      body: { detail: 'Method "POST" not allowed.' },
    });
    const picky = await visitor.rest('GET', 'config/', undefined, { accept: 'text/html' });
    expect(picky.status).toBe(406);
  });
});

describe('stats/', () => {
  beforeEach(() => {
    evry.world.clock.advance(3600);
  });

  it('counts once an hour, for everybody', async () => {
    const { world } = evry;
    const now = world.clock.now();
    await addUser(world, { lastLoginAt: new Date(now.getTime() - 31 * 86_400_000) });
    await addUser(world, { lastLoginAt: new Date(now.getTime() - 29 * 86_400_000) });
    const first = await world.visitor.rest('GET', 'stats/');
    const total = (first.body as { total_users: number }).total_users;
    expectWireText(first.text, {
      total_users: total,
      mau: 1,
      teams: 0,
      active_domains: 1,
      mailboxes: 1,
      aliases: 0,
    });
    expect(total).toBe(6);
    const expires = new Date(now.getTime() + 3_600_000).toUTCString();
    expect(first.headers).toMatchObject({ 'cache-control': 'max-age=3600', expires });

    await addUser(world);
    world.clock.advance(3599);
    const fromCache = await evry.alice.rest('GET', 'stats/', undefined, { 'accept-language': 'fr' });
    expect([fromCache.text, fromCache.headers['expires']]).toEqual([first.text, expires]);
    expect(await world.visitor.regie.stats.get.query()).toMatchObject({
      users: 6,
      recentUsers: 1,
      countedAt: now.toISOString(),
    });
    world.clock.advance(1);
    expect((await world.visitor.rest('GET', 'stats/')).body).toMatchObject({ total_users: 7 });
  });
});

describe('the root', () => {
  it('says where the main lists are, to people only (D51)', async () => {
    const base = `${evry.world.url}/api/v1.0`;
    const { text } = await evry.alice.rest('GET', '');
    expectWireText(text, {
      contacts: `${base}/contacts/`,
      teams: `${base}/teams/`,
      users: `${base}/users/`,
      'service-providers': `${base}/service-providers/`,
    });
    expect((await evry.world.visitor.rest('GET', '')).status).toBe(401);
  });
});
