import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { introspectionOptions } from './introspection-options.ts';

let server: HandMadeProvider;
let introspector: ConnectedTokenIntrospector;
beforeAll(async () => {
  server = await startHandMadeProvider();
});
afterAll(() => server.close());
beforeEach(() => {
  introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(server.issuer, {
      introspectionEndpoint: `${server.issuer}/introspection`,
      timeoutMs: 5_000,
    }),
    clock: { now: () => new Date() },
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await introspector.close();
});

const ask = () => introspector.introspect('token').catch((error: unknown) => error);
const asked = () => server.requestsTo('introspection').length;
const UP = { introspection: { status: 200, body: { active: false } } };
const fail = async (times: number) => {
  for (let count = 0; count < times; count += 1) await ask();
};

it('lets nobody wait once it has failed five times in a row, and says for how long', async () => {
  server.script({ introspection: { status: 503 } });
  await fail(5);
  expect(asked()).toBe(5);
  const refusal = await ask();
  expect(refusal).toMatchObject({ code: 'identity_provider.unavailable', retryAfterSeconds: 1 });
  await Promise.all(Array.from({ length: 20 }, ask));
  expect(asked()).toBe(5);
});

it('lets one try after the pause, and nobody wait for them', async () => {
  server.script({ introspection: { cut: true } });
  await fail(5);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_001 });
  server.script({ introspection: { status: 200, drip: 20, body: { active: false } } });
  let isTried = false;
  const trying = ask().finally(() => {
    isTried = true;
  });
  expect(await ask()).toMatchObject({ code: 'identity_provider.unavailable', retryAfterSeconds: 1 });
  expect(isTried).toBe(false);
  expect(await trying).toEqual({ active: false });
  expect(await ask()).toEqual({ active: false });
});

it('makes the pauses longer while it stays down, up to fifteen seconds', async () => {
  server.script({ introspection: { status: 500 } });
  await fail(5);
  const pauses: unknown[] = [];
  for (let now = Date.now(); pauses.length < 6; ) {
    const refusal = (await ask()) as { retryAfterSeconds: number };
    pauses.push(refusal.retryAfterSeconds);
    now += refusal.retryAfterSeconds * 1000 + 1;
    vi.useFakeTimers({ toFake: ['Date'], now });
    await ask();
  }
  expect(pauses).toEqual([1, 2, 4, 8, 15, 15]);
});

it('says how much of the pause is left by the clock it was given', async () => {
  const clock = new ManualClock(new Date());
  const options = introspectionOptions(server.issuer, {
    introspectionEndpoint: `${server.issuer}/introspection`,
  });
  await introspector.close();
  introspector = new ConnectedTokenIntrospector({ options, clock });
  server.script({ introspection: { status: 500 } });
  await fail(5);
  for (const now of [1, 2, 3].map((round) => Date.now() + round * 15_000)) {
    vi.useFakeTimers({ toFake: ['Date'], now });
    await ask();
  }
  const left: unknown[] = [];
  for (const seconds of [0, 3, 4]) {
    clock.advance(seconds);
    left.push(((await ask()) as { retryAfterSeconds: number }).retryAfterSeconds);
  }
  expect(left).toEqual([8, 5, 1]);
});

it('does not count answers that cannot be used, or outages with answers in between', async () => {
  for (let round = 0; round < 3; round += 1) {
    server.script({ introspection: { status: 500 } });
    await fail(4);
    server.script(UP);
    expect(await ask()).toEqual({ active: false });
  }
  server.script({ introspection: { status: 401 } });
  await fail(8);
  server.script(UP);
  expect(await ask()).toEqual({ active: false });
});

it('passes on how long the server asks to wait', async () => {
  server.script({ introspection: { status: 503, headers: { 'retry-after': '42' } } });
  expect(await ask()).toMatchObject({ retryAfterSeconds: 42 });
  for (const delay of ['-1', 'soon', '999999', 'Wed, 21 Oct 2026 07:28:00 GMT']) {
    server.script({ introspection: { status: 429, headers: { 'retry-after': delay } } });
    expect(await ask()).toMatchObject({ retryAfterSeconds: undefined });
    server.script(UP);
    await ask();
  }
});
