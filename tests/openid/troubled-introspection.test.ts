import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeTokenIntrospector } from '../../src/adapters/introspection/make-token-introspector.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openMemoryHarness } from '../support/memory-harness.ts';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { introspectionOptions } from './introspection-options.ts';

let server: HandMadeProvider;
let clock: ManualClock;
let tokens: ReturnType<typeof makeTokenIntrospector>;
beforeAll(async () => {
  server = await startHandMadeProvider();
});
afterAll(() => server.close());

const open = async (timeoutMs: number) => {
  const { signals } = await openMemoryHarness();
  clock = new ManualClock(new Date());
  tokens = makeTokenIntrospector({
    options: introspectionOptions(server.issuer, {
      introspectionEndpoint: `${server.issuer}/introspection`,
      timeoutMs,
    }),
    lifetimeMs: 0,
    signals,
    clock,
  });
};
beforeEach(() => open(10_000));
afterEach(() => tokens.close());

const UP = { introspection: { status: 200, body: { active: false } } };
const asked = () => server.requestsTo('introspection').length;
const ask = (token: string = randomUUID(), from: string | null = '192.0.2.1') =>
  tokens.introspector.introspect(token, from).catch((error: unknown) => error);

describe('a server that hangs', () => {
  it('holds two callers for its time limit, and then nobody', async () => {
    await tokens.close();
    await open(200);
    server.script({ introspection: { ...UP.introspection, drip: 30_000 } });
    const outcomes = [
      await ask(),
      await ask(),
      ...(await Promise.all(Array.from({ length: 30 }, () => ask()))),
    ];
    for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 'identity_provider.unavailable' });
    expect(asked()).toBe(2);
  });
});

describe('a server that limits us', () => {
  it('is no outage: each caller is told at once, and others are answered as soon as it answers', async () => {
    server.script({ introspection: { status: 429, headers: { 'retry-after': '7' } } });
    for (let count = 0; count < 12; count += 1) {
      expect(await ask()).toMatchObject({ code: 'identity_provider.unavailable', retryAfterSeconds: 7 });
    }
    expect(asked()).toBe(12);
    server.script(UP);
    expect(await ask()).toEqual({ active: false });
  });
});

describe('a flood of unknown tokens', () => {
  beforeEach(() => server.script(UP));
  const flood = async (from: string | null, count: number) => {
    for (let sent = 0; sent < count; sent += 50)
      await Promise.all(Array.from({ length: 50 }, () => ask(undefined, from)));
  };

  it('from one address is refused there after 300, and nowhere else', async () => {
    await flood('192.0.2.1', 400);
    expect(asked()).toBe(300);
    expect(await ask()).toMatchObject({ code: 'request.throttled', retryAfterSeconds: 1 });
    expect(await ask(undefined, '192.0.2.2')).toEqual({ active: false });
    clock.advance(1);
    for (let count = 0; count < 10; count += 1) expect(await ask()).toEqual({ active: false });
    expect(await ask()).toMatchObject({ code: 'request.throttled' });
  });

  it('from one network of IPv6 counts as one', async () => {
    for (let host = 0; host < 6; host += 1) await flood(`2001:db8:1:2:${host}::1`, 50);
    expect(await ask(undefined, '2001:db8:1:2::9')).toMatchObject({ code: 'request.throttled' });
    expect(await ask(undefined, '2001:db8:1:2:ffff:1:2:3')).toMatchObject({ code: 'request.throttled' });
    expect(await ask(undefined, '2001:db8:1::9')).toEqual({ active: false });
    expect(await ask(undefined, '::1')).toEqual({ active: false });
  });

  it('costs one question in five seconds while it is the same token', async () => {
    for (let count = 0; count < 400; count += 1) expect(await ask('same')).toEqual({ active: false });
    expect(asked()).toBe(1);
    clock.advance(5);
    await ask('same');
    expect(asked()).toBe(2);
  });

  it('does not count tokens that are good', async () => {
    server.script({
      introspection: { status: 200, body: { active: true, iss: server.issuer, sub: 's', client_id: 'c' } },
    });
    for (let count = 0; count < 350; count += 1) expect(await ask()).toMatchObject({ active: true });
  });
});
