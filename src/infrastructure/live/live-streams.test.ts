import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { changedTopic } from '../../application/live/changed-topic.ts';
import type { Signals } from '../../application/shared/signals.ts';
import type { MailDomainId, UserId } from '../../domain/shared/ids.ts';
import type { LiveBounds } from './live-bounds.ts';
import { LiveStreams } from './live-streams.ts';

const DOMAIN = 'evry' as MailDomainId;

/** Streams of as many people as are let in, who look at one domain; `change` says that something of it has changed. */
function openStreams(bounds: Partial<LiveBounds>, randoms: readonly number[] = [0]) {
  let hear: (rest: string | undefined) => void = () => undefined;
  let drawn = 0;
  const signals: Signals = {
    listen: (prefix, onSignal) => {
      hear = (topic) => onSignal(topic?.slice(prefix.length));
      return { isLive: () => true, close: () => undefined };
    },
    subscribe: () => Promise.reject(new Error('nobody subscribes to one topic')),
  };
  const randomness = {
    next: () => {
      drawn += 1;
      return randoms[(drawn - 1) % randoms.length] ?? 0;
    },
  };
  const streams = new LiveStreams({ signals, randomness, bounds: { quietMs: 0, ...bounds } });
  const looks: number[] = [];
  return {
    streams,
    /** When session and access of somebody were looked at. */
    looks,
    change: () => hear(changedTopic(DOMAIN, 'mailbox', ['a'])),
    miss: () => hear(undefined),
    open: async (name: string) => {
      const connection = new EventEmitter();
      let isCut = false;
      const cut = () => {
        isCut = true;
        connection.emit('close');
      };
      const messages = await streams.open({
        watch: { userId: name as UserId, look: async () => new Set([DOMAIN]) },
        connection: { whenClosed: (listener) => void connection.once('close', listener), cut },
        isSignedIn: async () => {
          looks.push(performance.now());
          return true;
        },
      });
      expect((await messages.next()).value).toEqual({ type: 'begun' });
      return { messages, connection, isCut: () => isCut };
    },
  };
}

it.each([
  ['change', [{ mailDomainId: DOMAIN, kind: 'mailbox', ids: ['a'] }]],
  ['miss', null],
] as const)('tells many readers of one thing one after the other: %s', async (what, changes) => {
  const count = 200;
  const randoms = Array.from({ length: count }, (_, index) => index / count);
  const world = openStreams({ toldASecond: 200, lookMs: 60_000 }, randoms);
  const readers = await Promise.all(randoms.map((_, index) => world.open(`reader ${index}`)));
  const told = readers.map(({ messages }) => messages.next());
  const before = performance.now();
  world[what]();
  // What comes meanwhile is told with it, and makes it no sooner.
  for (let again = 0; again < 50; again += 1) world[what]();
  for (const next of told) expect((await next).value).toEqual({ type: 'changed', changes });
  expect(world.looks).toHaveLength(count);
  expect((world.looks.at(-1) ?? 0) - before).toBeGreaterThan(900);
});

it('cuts off who leaves a message untaken, without another change, and nobody else', async () => {
  const world = openStreams({ unreadMs: 100 });
  const [slow, other] = [await world.open('slow'), await world.open('other')];
  const taken = other.messages.next();
  const offered = slow.messages.next();
  world.change();
  await Promise.all([taken, offered]);
  const more = other.messages.next();
  await once(slow.connection, 'close');
  expect([slow.isCut(), other.isCut(), world.streams.size]).toEqual([true, false, 1]);
  world.change();
  expect((await more).value).toMatchObject({ type: 'changed' });
});

it('lets no more in than it has places for, and one in for each that leaves', async () => {
  const world = openStreams({ mostOfAll: 2 });
  const [first] = [await world.open('one'), await world.open('two')];
  await expect(world.open('three')).rejects.toMatchObject({ code: 'live.unavailable' });
  first?.connection.emit('close');
  await world.open('three');
  await expect(world.open('four')).rejects.toMatchObject({ code: 'live.unavailable' });
  expect(world.streams.size).toBe(2);
});
