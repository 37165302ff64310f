import { beforeEach, describe, expect, it } from 'vitest';
import { RememberingTokenIntrospector } from '../../src/adapters/introspection/remembering-token-introspector.ts';
import {
  type ActiveToken,
  MemoryTokenIntrospector,
} from '../../src/adapters/memory/access/memory-token-introspector.ts';
import type {
  Introspection,
  TokenIntrospector,
} from '../../src/application/access/resource-server/token-introspector.ts';
import { endAccessTokens } from '../../src/application/people/access-tokens-ended.ts';
import type { SignalListener, Signals } from '../../src/application/shared/signals.ts';
import { makeGate } from '../support/gate.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openMemoryHarness } from '../support/memory-harness.ts';

const START = new Date('2026-11-23T10:00:00.000Z');
const LIFETIME_MS = 60_000;

/** Counts calls, and delays them on demand. */
class CountingIntrospector implements TokenIntrospector {
  count = 0;
  held: Promise<void> | undefined;

  constructor(private readonly introspector: TokenIntrospector) {}

  async introspect(token: string): Promise<Introspection> {
    this.count += 1;
    const answer = await this.introspector.introspect(token);
    await this.held;
    return answer;
  }
}

/** Signals that can be lost. */
class LossySignals implements Signals {
  isLive = true;
  #lose: () => void = () => undefined;

  constructor(private readonly signals: Signals) {}

  subscribe: Signals['subscribe'] = (topic) => this.signals.subscribe(topic);

  listen(prefix: string, onSignal: (rest: string | undefined) => void): SignalListener {
    const listener = this.signals.listen(prefix, (rest) => this.isLive && onSignal(rest));
    this.#lose = () => onSignal(undefined);
    return { isLive: () => this.isLive && listener.isLive(), close: () => listener.close() };
  }

  lose(): void {
    this.isLive = false;
    this.#lose();
  }
}

let clock: ManualClock;
let server: MemoryTokenIntrospector;
let asked: CountingIntrospector;
let signals: LossySignals;
let storage: Awaited<ReturnType<typeof openMemoryHarness>>;
let introspector: RememberingTokenIntrospector;

const issue = (token: string, given: Partial<ActiveToken> = {}) =>
  server.issue(token, { sub: 'ana', clientId: 'drive', scopes: ['groups'], expiresAt: undefined, ...given });
const end = (sub: string | undefined) =>
  storage.unitOfWork.run((repositories) => endAccessTokens(repositories.signals, sub));
const ask = async (...tokens: string[]) => {
  const before = asked.count;
  for (const token of tokens) await introspector.introspect(token);
  return asked.count - before;
};

beforeEach(async () => {
  clock = new ManualClock(START);
  server = new MemoryTokenIntrospector({ clock });
  asked = new CountingIntrospector(server);
  storage = await openMemoryHarness();
  signals = new LossySignals(storage.signals);
  introspector = new RememberingTokenIntrospector({
    introspector: asked,
    signals,
    clock,
    lifetimeMs: LIFETIME_MS,
  });
  issue('one');
  issue('two', { sub: 'bob' });
});

describe('an active token', () => {
  it('is remembered as it was told', async () => {
    const told = await introspector.introspect('one');
    expect(await introspector.introspect('one')).toEqual(told);
    expect(asked.count).toBe(1);
    expect(await ask('two')).toBe(1);
  });

  it('is forgotten when its time is up', async () => {
    await ask('one');
    clock.advance(LIFETIME_MS / 1000 - 1);
    expect(await ask('one')).toBe(0);
    clock.advance(1);
    expect(await ask('one', 'one')).toBe(1);
  });

  it('is forgotten when it expires', async () => {
    issue('short', { expiresAt: new Date(START.getTime() + 5_000) });
    await ask('short');
    clock.advance(5);
    expect(await introspector.introspect('short')).toEqual({ active: false });
  });

  it('is forgotten when those of its person end, and no other', async () => {
    await ask('one', 'two');
    await end('ana');
    expect(await ask('two')).toBe(0);
    expect(await ask('one')).toBe(1);
  });

  it.each([undefined, 'x'.repeat(256)])('is forgotten when those of %.10j end', async (sub) => {
    await ask('one', 'two');
    await end(sub);
    expect(await ask('one', 'two')).toBe(2);
  });

  it('is not remembered when it was asked about before those of its person ended', async () => {
    const gate = makeGate();
    asked.held = gate.pass();
    const asking = introspector.introspect('one');
    await end('ana');
    gate.open();
    await asking;
    expect(await ask('one')).toBe(1);
  });

  it('is not remembered while signals may be missed', async () => {
    await ask('one');
    signals.lose();
    expect(await ask('one', 'one')).toBe(2);
    signals.isLive = true;
    expect(await ask('one', 'one')).toBe(1);
  });

  it('makes room for others', async () => {
    await ask('one');
    for (let count = 0; count < 9_999; count += 1) issue(`token-${count}`);
    await ask(...Array.from({ length: 9_999 }, (_, count) => `token-${count}`));
    expect(await ask('one')).toBe(0);
    issue('one-more');
    await ask('one-more');
    expect(await ask('one', 'token-1')).toBe(0);
    expect(await ask('token-0')).toBe(1);
  });
});

it('asks about what is not active once in five seconds', async () => {
  expect(await ask('unknown', 'unknown')).toBe(1);
  issue('unknown');
  clock.advance(4);
  expect(await introspector.introspect('unknown')).toEqual({ active: false });
  clock.advance(1);
  expect(await introspector.introspect('unknown')).toMatchObject({ active: true });
});

it('remembers no failure', async () => {
  server.failWith('identity_provider.unavailable');
  await expect(introspector.introspect('one')).rejects.toThrow();
  server.failWith(undefined);
  expect(await introspector.introspect('one')).toMatchObject({ active: true });
});

it('remembers nothing once it is closed', async () => {
  await ask('one');
  introspector.close();
  expect(await ask('one', 'one')).toBe(2);
});

describe.each([
  ['remembering', LIFETIME_MS],
  ['remembering nothing', 0],
])('a token that several requests bring at once, %s', (_case, lifetimeMs) => {
  beforeEach(() => {
    introspector = new RememberingTokenIntrospector({ introspector: asked, signals, clock, lifetimeMs });
  });

  it('is asked about once, whatever the outcome', async () => {
    for (const failure of ['identity_provider.unavailable', undefined] as const) {
      server.failWith(failure);
      asked.count = 0;
      const outcomes = await Promise.allSettled(
        ['one', 'one', 'two', 'one'].map((token) => introspector.introspect(token)),
      );
      expect(new Set(outcomes.map(({ status }) => status)).size).toBe(1);
      expect(asked.count).toBe(2);
    }
  });

  it('is asked about again soon where it was not active', async () => {
    await Promise.all([introspector.introspect('none'), introspector.introspect('none')]);
    issue('none');
    clock.advance(5);
    expect(await introspector.introspect('none')).toMatchObject({ active: true });
    expect(asked.count).toBe(2);
  });

  it('is asked about anew, and not remembered as before, once those of its person ended meanwhile', async () => {
    const gate = makeGate();
    asked.held = gate.pass();
    const before = introspector.introspect('one');
    await end('ana');
    server.revoke('one');
    const after = introspector.introspect('one');
    gate.open();
    expect(await before).toMatchObject({ active: true });
    if (lifetimeMs > 0) expect(await after).toEqual({ active: false });
    expect(await introspector.introspect('one')).toEqual({ active: false });
  });
});

it('asks about each at each request where nothing is to be remembered', async () => {
  introspector = new RememberingTokenIntrospector({ introspector: asked, signals, clock, lifetimeMs: 0 });
  expect(await ask('one', 'one')).toBe(2);
});
