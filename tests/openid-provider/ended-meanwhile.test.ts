import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenidRecord, OpenidRecords } from '../../src/application/identity/provider/openid-records.ts';
import { openMemoryHarness } from '../support/memory-harness.ts';
import { type OpenidWorld, openOpenidWorld } from '../support/openid-world.ts';

type Browser = ReturnType<OpenidWorld['browser']>;

let world: OpenidWorld;
/** Called with every record right before it is written. */
let before: (record: OpenidRecord) => Promise<void>;

beforeEach(async () => {
  before = async () => undefined;
  const {
    openidRecords: records,
    jobQueue: _queue,
    store: _store,
    seed: _seed,
    ...storage
  } = await openMemoryHarness();
  const openidRecords: OpenidRecords = {
    save: async (record) => {
      await before(record);
      await records.save(record);
    },
    saveWhile: async (source, record) => {
      await before(record);
      return records.saveWhile(source, record);
    },
    find: (model, id) => records.find(model, id),
    findByUid: (model, uid) => records.findByUid(model, uid),
    consume: (model, id, at, given) => records.consume(model, id, at, given),
    destroy: (model, id) => records.destroy(model, id),
    revokeGrant: (grantId) => records.revokeGrant(grantId),
    purge: (now) => records.purge(now),
  };
  world = await openOpenidWorld({ adapters: { ...storage, openidRecords } });
});
afterEach(() => world.close());

/** Everything of the mailbox ends, as when its password changes. */
const end = () => world.unitOfWork.run(({ openidSessions }) => openidSessions.endAllOf([world.ada.id]));

/** It ends once, right before the first record of that kind is written. */
const endBefore = (model: string): void => {
  before = async (record) => {
    if (record.model !== model) return;
    before = async () => undefined;
    await end();
  };
};
const answerTo = async (browser: Browser, given: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries((await world.authorize(given, browser)).searchParams);
/** Whether the browser is signed in, as a client is told that may show no page. */
const isSignedIn = async (browser: Browser) =>
  (await answerTo(browser, { prompt: 'none' }))['error'] === undefined;
const exchanged = async (code: string | undefined) => (await world.exchange(code ?? '')).body;

describe('a request in a session that ends meanwhile', () => {
  let browser: Browser;
  beforeEach(async () => {
    browser = world.browser();
    await world.authorize({}, browser);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it.each(['Grant', 'AuthorizationCode'])('is refused where it has not written its %s', async (model) => {
    endBefore(model);
    expect(await answerTo(browser)).toMatchObject({ error: 'login_required', state: 'st4te' });
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('does not bring the session back, and its code is good for nothing', async () => {
    endBefore('Session');
    const { code } = await answerTo(browser);
    expect(await isSignedIn(browser)).toBe(false);
    expect(await exchanged(code)).toMatchObject({ error: 'invalid_grant' });
  });

  it('goes on in a session that does not end', async () => {
    const { code } = await answerTo(browser);
    expect(await exchanged(code)).toHaveProperty('access_token');
    expect(await isSignedIn(browser)).toBe(true);
  });
});

describe('a sign-in during which everything ends', () => {
  it.each(['Grant', 'AuthorizationCode'])('is refused where it has not written its %s', async (model) => {
    const browser = world.browser();
    endBefore(model);
    expect(await answerTo(browser)).toMatchObject({ error: 'login_required' });
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('makes no session', async () => {
    const browser = world.browser();
    before = async ({ model, mailboxId }) => {
      if (model === 'Session' && mailboxId !== null) await end();
    };
    const { code } = await answerTo(browser);
    expect(await isSignedIn(browser)).toBe(false);
    expect(await exchanged(code)).toMatchObject({ error: 'invalid_grant' });
  });

  it('has to begin again where the browser has not come back yet', async () => {
    const browser = world.browser();
    const authorize = await browser.fetch(world.authorizeUrl());
    const page = await browser.fetch(authorize.headers.get('location') ?? '');
    await end();
    const { response, landed } = await browser.open(page.headers.get('location') ?? '');
    expect(landed).toBeUndefined();
    expect(response.status).toBe(400);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('of somebody else goes on', async () => {
    const browser = world.browser();
    world.state.person = world.bob;
    endBefore('AuthorizationCode');
    expect(await exchanged((await answerTo(browser))['code'])).toHaveProperty('access_token');
    expect(await isSignedIn(browser)).toBe(true);
  });
});
