import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedTopic, LIVE_KINDS } from '../../src/application/live/changed-topic.ts';
import type { User } from '../../src/domain/people/user.ts';
import { type LiveBounds, USUAL_BOUNDS } from '../../src/infrastructure/live/live-bounds.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { eventually } from '../support/eventually.ts';
import { exchange } from '../support/http-exchange.ts';
import { type LiveReader, openLiveReader } from '../support/live-reader.ts';
import { addDomain, type Evry, openEvry } from './evry.ts';

const MINUTE = 60;

let evry: Evry;
let readers: LiveReader[];
beforeEach(async () => {
  readers = [];
  evry = await openEvry({ app: { sessionIdleLimitMs: 30 * MINUTE * 1000 } });
});
afterEach(async () => {
  for (const reader of readers) reader.close();
  await evry.world.close();
});

const openWith = async (key: string, path: string, input?: unknown): Promise<LiveReader> => {
  const cookies = `sessionid=${key}`;
  const reader = await openLiveReader(evry.world.url, {
    path,
    cookies,
    ...(input === undefined ? {} : { input }),
  });
  readers.push(reader);
  return reader;
};
const open = async (user: User, slug = 'evryfr') =>
  openWith(await evry.world.openSession(user), 'live.mailDomain', { slug });
const openOwn = async (user: User) => openWith(await evry.world.openSession(user), 'live.ownMailDomains');
/** One that has begun. */
const begin = async (opened: Promise<LiveReader>): Promise<LiveReader> => {
  const reader = await opened;
  expect(await reader.next()).toEqual({ type: 'begun' });
  return reader;
};
const addMailbox = (localPart: string) =>
  evry.world.unitOfWork.run(async ({ mailboxes }) => {
    const mailbox = makeMailbox({ mailDomainId: evry.evry.id, localPart, firstName: localPart });
    await mailboxes.insert(mailbox);
    return mailbox;
  });

describe('a stream of a domain', () => {
  it('tells what has changed, and nothing of what it is now', async () => {
    const reader = await begin(open(evry.people.alice));
    expect(reader.status).toBe(200);
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(reader.headers).not.toHaveProperty('content-encoding');
    expect(reader.headers).not.toHaveProperty('set-cookie');
    const mailbox = await addMailbox('camille.durand');
    expect(await reader.next()).toEqual({
      type: 'changed',
      changes: [{ mailDomainId: evry.evry.id, kind: 'mailbox', ids: [mailbox.id] }],
    });
    expect(reader.text()).not.toContain('camille');
  });

  it.each([
    ['the owner', 'alice', 'evryfr', 200],
    ['an administrator', 'bob', 'evryfr', 200],
    ['a viewer', 'carol', 'evryfr', 200],
    ['somebody from elsewhere', 'dave', 'evryfr', 404],
    ['an administrator of another domain', 'bob', 'oldfr', 404],
    ['the owner of a domain that does not exist', 'alice', 'nowhere', 404],
  ] as const)('is for %s', async (_who, name, slug, status) => {
    const reader = await open(evry.people[name], slug);
    expect(reader.status).toBe(status);
  });

  it('is for a session only', async () => {
    expect((await openWith('no-session', 'live.mailDomain', { slug: 'evryfr' })).status).toBe(401);
    expect((await openWith('no-session', 'live.ownMailDomains')).status).toBe(401);
  });

  it('tells nothing of other domains', async () => {
    const other = await addDomain(evry.world, { name: 'massy.fr', slug: 'massyfr' }, [
      [evry.people.dave, 'owner'],
    ]);
    const reader = await begin(open(evry.people.alice));
    await evry.world.unitOfWork.run(({ mailAliases }) =>
      mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: other.id })),
    );
    const mailbox = await addMailbox('a');
    expect(await reader.next()).toMatchObject({ changes: [{ ids: [mailbox.id] }] });
  });

  it('joins what changes within a second, and names no more than some', async () => {
    const reader = await begin(open(evry.people.alice));
    for (let count = 0; count < 200; count += 1) await addMailbox(`m${count}`);
    const first = await reader.next();
    expect(first).toMatchObject({ type: 'changed', changes: [{ kind: 'mailbox' }] });
    const second = await reader.next();
    expect(second).toEqual({
      type: 'changed',
      changes: [{ mailDomainId: evry.evry.id, kind: 'mailbox', ids: null }],
    });
    expect(reader.messages.length).toBeLessThan(10);
  });

  it('ends with the access to the domain', async () => {
    const reader = await begin(open(evry.people.carol));
    const { items } = await evry.alice.regie.mailDomainAccesses.list.query({ domainSlug: 'evryfr' });
    const carol = items.find(({ user }) => user.id === evry.people.carol.id);
    await evry.alice.regie.mailDomainAccesses.delete.mutate({ domainSlug: 'evryfr', id: carol?.id ?? '' });
    expect(await reader.next()).toEqual({ type: 'ended', reason: 'access_ended', comeBackMs: null });
    await reader.ended;
    expect(reader.events.at(-1)).toBe('return');
    expect(evry.world.live().size).toBe(0);
  });

  it('goes on with another role, which is told', async () => {
    const reader = await begin(open(evry.people.carol));
    const { items } = await evry.alice.regie.mailDomainAccesses.list.query({ domainSlug: 'evryfr' });
    const id = items.find(({ user }) => user.id === evry.people.carol.id)?.id ?? '';
    await evry.alice.regie.mailDomainAccesses.setRole.mutate({
      domainSlug: 'evryfr',
      id,
      role: 'administrator',
    });
    expect(await reader.next()).toMatchObject({ type: 'changed' });
  });
});

describe('a stream of all own domains', () => {
  it('tells of each, and of those that are added', async () => {
    const { alice, dave } = evry.people;
    const reader = await begin(openOwn(dave));
    await addMailbox('before');
    const added = await addDomain(evry.world, { name: 'massy.fr', slug: 'massyfr' }, [[dave, 'owner']]);
    expect(await reader.next()).toEqual({ type: 'changed', changes: null });
    await evry.world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...added, status: 'failed' }));
    expect(await reader.next()).toEqual({
      type: 'changed',
      changes: [{ mailDomainId: added.id, kind: 'mail_domain', ids: null }],
    });
    const own = await begin(openOwn(alice));
    await addMailbox('after');
    expect(await own.next()).toMatchObject({ changes: [{ mailDomainId: evry.evry.id }] });
  });
});

describe('a stream ends with its session', () => {
  const ended = { type: 'ended', reason: 'session_ended', comeBackMs: null };

  it.each<readonly [string, (key: string) => Promise<unknown>]>([
    [
      'by a sign-out',
      (key) => exchange(`${evry.world.url}/api/v1.0/logout/`, { headers: { cookie: `sessionid=${key}` } }),
    ],
    ['elsewhere', async () => (await evry.world.signIn(evry.people.alice)).regie.sessions.endOthers.mutate()],
    [
      'when the account is deactivated',
      () =>
        evry.world.unitOfWork.run(async ({ users, sessions }) => {
          await users.update({ ...evry.people.alice, isActive: false });
          await sessions.endAllOf(evry.people.alice.id);
        }),
    ],
  ])('%s', async (_how, end) => {
    const key = await evry.world.openSession(evry.people.alice);
    const reader = await begin(openWith(key, 'live.mailDomain', { slug: 'evryfr' }));
    const other = await begin(open(evry.people.bob));
    await end(key);
    expect(await reader.next()).toEqual(ended);
    await reader.ended;
    const mailbox = await addMailbox('later');
    expect(await other.next()).toMatchObject({ changes: [{ ids: [mailbox.id] }] });
  });

  it.each([
    ['when its time is up', 13 * 60 * MINUTE],
    ['when nobody uses it', 31 * MINUTE],
  ])('%s', async (_when, seconds) => {
    const reader = await begin(open(evry.people.alice));
    evry.world.clock.advance(seconds);
    await addMailbox('late');
    expect(await reader.next()).toEqual(ended);
  });
});

describe('a page that nobody is at', () => {
  it('keeps no session from ending', async () => {
    const { world } = evry;
    const key = await world.openSession(evry.people.alice);
    const seenAt = async () => (await world.sessions.find(key, world.clock.now()))?.lastSeenAt;
    const ask = (headers: Record<string, string>) =>
      exchange(`${world.url}/trpc/users.me`, { headers: { cookie: `sessionid=${key}`, ...headers } });
    await ask({});
    const first = await seenAt();
    expect(first).toEqual(world.clock.now());
    world.clock.advance(20 * MINUTE);
    const reader = await begin(openWith(key, 'live.mailDomain', { slug: 'evryfr' }));
    await addMailbox('told');
    await reader.next();
    expect((await ask({ 'x-unattended': '1' })).status).toBe(200);
    expect(await seenAt()).toEqual(first);
    await ask({ 'x-unattended': '0' });
    expect(await seenAt()).toEqual(world.clock.now());
  });
});

describe('how many', () => {
  it('are for one person: no more than a few, and again once one is closed', async () => {
    const { alice, bob } = evry.people;
    const five = await Promise.all(
      Array.from({ length: USUAL_BOUNDS.mostOfOnePerson }, () => begin(open(alice))),
    );
    const sixth = await openOwn(alice);
    expect(sixth.status).toBe(429);
    expect(sixth.headers['retry-after']).toBe('60');
    await sixth.ended;
    expect(sixth.text()).toContain('live.too_many');
    await begin(open(bob));
    five[0]?.close();
    await eventually(() => expect(evry.world.live().size).toBe(USUAL_BOUNDS.mostOfOnePerson));
    await begin(open(alice));
  });

  it('frees the place of who left before the first word', async () => {
    const { alice } = evry.people;
    const key = await evry.world.openSession(alice);
    const all = Array.from({ length: 30 }, async () => {
      const reader = await openWith(key, 'live.mailDomain', { slug: 'evryfr' });
      reader.close();
    });
    await Promise.all(all);
    await eventually(() => expect(evry.world.live().size).toBe(0));
    await begin(open(alice));
  });
});

describe('a process with other bounds', () => {
  const reopen = async (live: Partial<LiveBounds>) => {
    await evry.world.close();
    evry = await openEvry({ live });
  };

  it('has no more readers than it has places, and says so by the status', async () => {
    await reopen({ mostOfAll: 1 });
    const first = await begin(open(evry.people.alice));
    const late = await open(evry.people.bob);
    expect([late.status, late.headers['retry-after']]).toEqual([503, '10']);
    first.close();
    await eventually(() => expect(evry.world.live().size).toBe(0));
    await begin(open(evry.people.bob));
  });

  it('cuts the connection of a reader who takes nothing, and of no other', async () => {
    await reopen({ quietMs: 0, unreadMs: 200 });
    const [slow, other] = [await begin(open(evry.people.alice)), await begin(open(evry.people.bob))];
    slow.pause();
    // So long that what lies between the two, in buffers of both machines, is soon full.
    const ids = Array.from({ length: 20 }, (_, index) => String(index).padEnd(2_000, '.'));
    const topics = LIVE_KINDS.map((kind) => changedTopic(evry.evry.id, kind, ids));
    await eventually(async () => {
      for (let times = 0; times < 10; times += 1) {
        await evry.world.unitOfWork.run(({ signals }) => signals.publishAll(topics));
      }
      expect(evry.world.live().size).toBe(1);
    });
    const before = other.messages.length;
    await addMailbox('later');
    await eventually(() => expect(other.messages.length).toBeGreaterThan(before));
  });
});

describe('a process that ends', () => {
  it('sends its readers away first, each with a time to come back, and lets nobody in', async () => {
    const readersOf = await Promise.all([begin(open(evry.people.alice)), begin(openOwn(evry.people.bob))]);
    await evry.world.live().close();
    for (const reader of readersOf) {
      expect(await reader.next()).toEqual({
        type: 'ended',
        reason: 'leaving',
        comeBackMs: expect.any(Number),
      });
      await reader.ended;
    }
    const late = await open(evry.people.alice);
    expect(late.status).toBe(503);
    expect(late.headers['retry-after']).toBe('10');
  });

  it('does not wait for a reader who takes nothing', async () => {
    const reader = await begin(open(evry.people.alice));
    reader.pause();
    await evry.world.live().close();
    expect(evry.world.live().size).toBe(0);
  });
});

it('is asked for alone, and with GET', async () => {
  const { world } = evry;
  const cookie = `sessionid=${await world.openSession(evry.people.alice)}; csrftoken=${CSRF_TOKEN}`;
  const batch = await exchange(`${world.url}/trpc/live.ownMailDomains,live.ownMailDomains?batch=1`, {
    headers: { cookie },
  });
  expect(batch.text).toContain('Cannot batch subscription calls');
  const posted = await exchange(`${world.url}/trpc/live.ownMailDomains`, {
    method: 'POST',
    headers: { cookie, 'x-csrftoken': CSRF_TOKEN, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(posted.status).toBe(405);
  expect(world.live().size).toBe(0);
});
