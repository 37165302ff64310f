import { expect, it } from 'vitest';
import { DomainError } from '../../../domain/shared/errors.ts';
import { timed } from './timed.ts';

/** With a private member, as adapters have. */
class Port {
  readonly name = 'a port';
  #calls = 0;

  async count(): Promise<number> {
    this.#calls += 1;
    return this.#calls;
  }
  atOnce(): number {
    return this.#calls;
  }
  async create(outcome: string): Promise<{ outcome: string; reason?: string }> {
    return { outcome };
  }
  async refuse(reason: string): Promise<{ outcome: string; reason: string }> {
    return { outcome: 'refused', reason };
  }
  async fail(error: unknown): Promise<void> {
    throw error;
  }
}

const observe = () => {
  const seen: [operation: string, outcome: string][] = [];
  const port = timed(new Port(), (operation, outcome, seconds) => {
    expect(seconds).toBeGreaterThanOrEqual(0);
    seen.push([operation, outcome]);
  });
  return { port, seen };
};

it('leaves a port as it is, and tells of calls that are answered later', async () => {
  const { port, seen } = observe();
  expect(await port.count()).toBe(1);
  expect(await port.count()).toBe(2);
  expect([port.atOnce(), port.name]).toEqual([2, 'a port']);
  expect(port).toBeInstanceOf(Port);
  expect(seen).toEqual([
    ['count', 'ok'],
    ['count', 'ok'],
  ]);
});

it.each([
  ['a word of its answer', (port: Port) => port.create('address_taken'), 'address_taken'],
  ['that word, whatever reason another system gives', (port: Port) => port.refuse('duplicate'), 'refused'],
  ['nothing that somebody wrote', (port: Port) => port.create('Le domaine evry.fr existe'), 'ok'],
  ['no text without end', (port: Port) => port.create('a'.repeat(41)), 'ok'],
])('names how a call ended by %s', async (_by, call, outcome) => {
  const { port, seen } = observe();
  await call(port);
  expect(seen).toEqual([[expect.any(String), outcome]]);
});

it.each([
  [
    'its code',
    new DomainError('mailer.unavailable', 'The mail server does not answer'),
    'mailer.unavailable',
  ],
  ['one word, where it is a bug', new TypeError('S3cr3t'), 'failed'],
  ['one word, whatever was thrown', 'S3cr3t', 'failed'],
])('names a failure by %s, and passes it on', async (_by, error, outcome) => {
  const { port, seen } = observe();
  await expect(port.fail(error)).rejects.toBe(error);
  expect(seen).toEqual([['fail', outcome]]);
});
