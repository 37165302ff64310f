import { expect, it } from 'vitest';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import type { User } from '../../src/domain/people/user.ts';
import { makeSessionsCommand } from '../../src/infrastructure/command-line/people/sessions-command.ts';
import { makeUser } from '../builders/make-user.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, adapters, entries } = onTestDatabase(makeSessionsCommand);
const FIREFOX = { device: { browser: 'Firefox', system: 'Linux' } };
const HOUR_MS = 3_600_000;
const FAR = new Date(Date.now() + 11 * HOUR_MS);

const person = async (given: Partial<User>) => {
  const user = makeUser(given);
  await adapters().unitOfWork.run(({ users }) => users.insertOrFind(user));
  return user;
};
/** A session that ends some milliseconds after the others. */
const open = async ({ id: userId, sub }: User, laterMs = 0, device = {}) => {
  const data = {
    ...EMPTY_SESSION,
    idToken: 'header.payload.signature',
    address: '192.0.2.7',
    acr: 'eidas2',
    ...device,
  };
  const expiresAt = new Date(FAR.getTime() + laterMs);
  const owner = { userId, sub, sid: undefined };
  return adapters().sessions.create({ data, owner, expiresAt, seenAt: new Date(FAR.getTime() - HOUR_MS) });
};
const isAlive = async (key: string) => (await adapters().sessions.find(key, new Date())) !== undefined;
const ids = async (...parameters: string[]) =>
  (await regie('list', ...parameters)).split('\n').map((line) => line.split('\t')[0]);
const ended = async () =>
  (await entries('user.sessions_ended')).map(({ object, via, actor, details }) => {
    const { sessions, cause, reason } = details;
    return { object, via, actor, sessions, cause, reason };
  });

it('lists where people are signed in, tells no secret, and ends it for a reason', async () => {
  const ana = await person({ email: 'ana@evry.fr', name: 'Ana' });
  const bob = await person({ email: 'bob@evry.fr', emailVerified: false, name: 'Bob' });
  const [first, second] = [await open(ana, 0, FIREFOX), await open(bob, 1)];
  const visitor = await adapters().sessions.create({ data: EMPTY_SESSION, owner: undefined, expiresAt: FAR });
  const many = [];
  for (let index = 0; index < 120; index += 1) many.push(await open(bob, 2));
  const output = await regie('list');
  const lines = output.split('\n');
  const firstId = adapters().sessions.idOf(first);
  expect(lines[0]).toBe(
    [
      firstId,
      ana.id,
      'ana@evry.fr',
      new Date(FAR.getTime() - 12 * HOUR_MS).toISOString(),
      new Date(FAR.getTime() - HOUR_MS).toISOString(),
      FAR.toISOString(),
      '192.0.2.7',
      'eidas2',
      'Firefox on Linux',
    ].join('\t'),
  );
  expect(lines[1]).toContain(`${adapters().sessions.idOf(second)}\t${bob.id}\tBob\t`);
  expect(lines[1]).toMatch(/\teidas2\t-$/);
  expect(lines).toHaveLength(122);
  expect(new Set(await ids()).size).toBe(122);
  const json = await regie('list', '--user', 'ANA@evry.fr', '--json');
  expect(JSON.parse(json)).toMatchObject({
    id: firstId,
    user: { id: ana.id, email: 'ana@evry.fr', email_verified: true, name: 'Ana' },
    expires_at: FAR.toISOString(),
    address: '192.0.2.7',
    acr: 'eidas2',
    browser: 'Firefox',
    system: 'Linux',
  });
  for (const secret of [first, second, ...many, 'signature']) expect(output + json).not.toContain(secret);

  const reason = ['--reason', 'laptop stolen'];
  expect(await regie('end', '--id', firstId, ...reason)).toBe(`ENDED\t${firstId}`);
  expect([await isAlive(first), await isAlive(second)]).toEqual([false, true]);
  await expect(regie('end', '--id', firstId, ...reason)).rejects.toThrow('1 of 1');
  expect(await regie('end', '--user', bob.id, ...reason, '--json')).toBe('{"result":"ENDED","sessions":121}');
  expect(await regie('end', '--user', bob.id, ...reason)).toBe('ENDED\t0');
  expect(await isAlive(visitor)).toBe(true);
  const by = { actor: null, via: 'command_line', cause: 'operator', reason: 'laptop stolen' };
  expect(await ended()).toEqual([
    { ...by, object: ana.id, sessions: 1 },
    { ...by, object: bob.id, sessions: 121 },
  ]);
});

it('ends all sessions of everybody, in turns', async () => {
  const people = await Promise.all(['cy', 'di'].map((name) => person({ email: `${name}@evry.fr`, name })));
  for (let index = 0; index < 251; index += 1) for (const one of people) await open(one, index);
  const visitor = await adapters().sessions.create({ data: EMPTY_SESSION, owner: undefined, expiresAt: FAR });
  expect(await regie('end', '--all', '--reason', 'broken into')).toBe('ENDED\t502');
  expect(await regie('list')).toBe('');
  expect(await isAlive(visitor)).toBe(true);
  const counts = new Map<string, number>();
  for (const { object, sessions, reason } of await ended()) {
    if (reason === 'broken into') counts.set(object, (counts.get(object) ?? 0) + Number(sessions));
  }
  expect([...counts].sort()).toEqual(people.map(({ id }) => [id, 251]).sort());
});

it.each([
  ['no reason', ['end', '--all'], { code: 'commander.missingMandatoryOptionValue' }],
  ['an empty reason', ['end', '--all', '--reason', ' '], { code: 'commander.invalidArgument' }],
  ['nobody', ['end', '--reason', 'x'], { code: 'commander.error' }],
  [
    'two at once',
    ['end', '--all', '--user', 'ana@evry.fr', '--reason', 'x'],
    { code: 'commander.conflictingOption' },
  ],
  ['what is no id', ['end', '--id', 'x', '--reason', 'x'], { code: 'commander.invalidArgument' }],
  ['what names nobody', ['list', '--user', 'ana'], { code: 'commander.invalidArgument' }],
  ['a stranger', ['list', '--user', 'zoe@evry.fr'], { code: 'user.not_found' }],
  ['a stranger to sign out', ['end', '--user', 'zoe@evry.fr', '--reason', 'x'], { code: 'user.not_found' }],
])('refuses %s', async (_what, parameters, refusal) => {
  await expect(regie(...parameters)).rejects.toMatchObject(refusal);
});
