import { beforeEach, describe, expect, it } from 'vitest';
import type { ActiveToken } from '../../../src/adapters/memory/access/memory-token-introspector.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
const open = async (settings: Parameters<typeof openUseCaseWorld>[0] = {}) => {
  world = await openUseCaseWorld(settings);
};
beforeEach(() => open());

const GOOD: ActiveToken = {
  sub: 'abc',
  clientId: 'drive',
  scopes: ['openid', 'groups'],
  expiresAt: new Date(START.getTime() + 3_600_000),
};
const issue = (given: Partial<ActiveToken> = {}, token = 'token') =>
  world.tokenIntrospector.issue(token, { ...GOOD, ...given });
/** The operators' reports of refused tokens: an error is reported, a warning is in the log only. */
const problemsTold = () =>
  world.logger.entries
    .filter(({ fields }) => 'problem' in fields)
    .map(({ level, fields }) => [level, fields['problem']]);
const recognize = (bearer = 'token') => world.useCases.authenticateResourceServerCaller(bearer, ORIGIN);

it('is a service on behalf of a person', async () => {
  const { actor } = await world.addPerson({ sub: 'abc', language: 'fr-fr' });
  issue();
  const origin = { ...ORIGIN, via: 'resource_server', client: 'drive' };
  expect(await recognize()).toEqual({
    actor: { ...actor, origin },
    audience: 'drive',
    scopes: ['openid', 'groups'],
  });
});

it('asks for any of several scopes', async () => {
  await open({ settings: { resourceServerSettings: { scopes: ['groups', 'teams'] } } });
  await world.addPerson({ sub: 'abc' });
  issue({ scopes: ['teams'] });
  expect(await recognize()).toMatchObject({ scopes: ['teams'] });
});

describe('a token in base64', () => {
  const wrapped = btoa('opaque-token');

  it('counts when the value itself is no active token', async () => {
    await world.addPerson({ sub: 'abc' });
    issue({}, 'opaque-token');
    expect(await recognize(wrapped)).toMatchObject({ audience: 'drive' });
  });

  it('does not count when the value itself is one', async () => {
    await world.addPerson({ sub: 'abc' });
    issue({ clientId: 'held' }, 'opaque-token');
    issue({ clientId: 'given' }, wrapped);
    expect(await recognize(wrapped)).toMatchObject({ audience: 'given' });
  });

  it('is unwrapped once', async () => {
    await world.addPerson({ sub: 'abc' });
    issue({}, 'opaque-token');
    await expect(recognize(btoa(wrapped))).rejects.toMatchObject({ code: 'bearer.invalid' });
  });
});

describe('no account is recognized', () => {
  it.each<[string, string, Partial<ActiveToken>]>([
    ['with an expired token', 'bearer.invalid', { expiresAt: START }],
    ['with a token of no client', 'bearer.invalid', { clientId: undefined }],
    ['without scope', 'bearer.insufficient_scope', { scopes: [] }],
    ['with other scopes', 'bearer.insufficient_scope', { scopes: ['openid', 'group', 'Groups'] }],
    ['with a token of no person', 'bearer.subject_missing', { sub: undefined }],
    ['with a token of somebody unknown', 'bearer.unknown_user', { sub: 'unknown' }],
    ['with a token of somebody deactivated', 'bearer.invalid', { sub: 'gone' }],
    ['scope first', 'bearer.insufficient_scope', { scopes: [], clientId: undefined, sub: 'unknown' }],
  ])('%s: %s', async (_name, code, given) => {
    await world.addPerson({ sub: 'abc' });
    await world.addPerson({ sub: 'gone', isActive: false });
    issue(given);
    await expect(recognize()).rejects.toMatchObject({ code });
    expect(world.tables().users.count(() => true)).toBe(2);
  });

  it.each<[string, Partial<ActiveToken>]>([
    ['ourselves', { clientId: 'people' }],
    ['ourselves in other letters', { clientId: 'People ' }],
    ['our address', { clientId: 'https://regie.test/' }],
    ['ourselves, scope or not', { clientId: 'people', scopes: [] }],
  ])('with a token that was issued to %s', async (_name, given) => {
    await world.addPerson({ sub: 'abc' });
    issue(given);
    await expect(recognize()).rejects.toMatchObject({ code: 'bearer.invalid' });
    expect(problemsTold()).toEqual([['error', 'caller_is_ourselves']]);
  });

  it('with a token that is misdescribed, though it could be unwrapped', async () => {
    await world.addPerson({ sub: 'abc' });
    const wrapped = btoa('opaque-token');
    issue({}, 'opaque-token');
    world.tokenIntrospector.misdescribe(wrapped, { kind: 'issuer', reason: 'a token of another issuer' });
    await expect(recognize(wrapped)).rejects.toMatchObject({ code: 'bearer.invalid' });
    expect(problemsTold()).toEqual([['error', 'issuer']]);
  });

  it.each(['', 'two words', 'accentué', 'x'.repeat(8193)])(
    'with %.12j, which is no token',
    async (bearer) => {
      world.tokenIntrospector.failWith('identity_provider.unavailable');
      await expect(recognize(bearer)).rejects.toMatchObject({ code: 'bearer.request_invalid' });
    },
  );

  it.each(['identity_provider.unavailable', 'identity_provider.unexpected'] as const)(
    'while the authorization server fails: %s',
    async (code) => {
      world.tokenIntrospector.failWith(code);
      await expect(recognize()).rejects.toMatchObject({ code });
    },
  );

  it('where the installation is no resource server', async () => {
    await open({ settings: { resourceServerSettings: undefined } });
    issue();
    await expect(recognize()).rejects.toMatchObject({ code: 'resource_server.not_configured' });
  });
});

describe('tokens that do not say who calls are reported to operators', () => {
  const refuse = async (given: Partial<ActiveToken>) => {
    issue(given);
    await expect(recognize()).rejects.toMatchObject({ code: 'bearer.invalid' });
  };

  it('by one report a day for each reason, and by a line of the log each time', async () => {
    await world.addPerson({ sub: 'abc' });
    const lasting = { expiresAt: undefined };
    for (let times = 0; times < 3; times += 1) await refuse({ ...lasting, clientId: 'people' });
    await refuse({ ...lasting, clientId: undefined });
    expect(problemsTold()).toEqual([
      ['error', 'caller_is_ourselves'],
      ['warn', 'caller_is_ourselves'],
      ['warn', 'caller_is_ourselves'],
      ['error', 'no_caller'],
    ]);
    world.clock.advance(86_399);
    await refuse({ ...lasting, clientId: 'people' });
    world.clock.advance(1);
    await refuse({ ...lasting, clientId: 'people' });
    await refuse({ ...lasting, clientId: 'people' });
    expect(problemsTold().slice(4)).toEqual([
      ['warn', 'caller_is_ourselves'],
      ['error', 'caller_is_ourselves'],
      ['warn', 'caller_is_ourselves'],
    ]);
    const reported = world.logger.entries.filter(({ level }) => level === 'error');
    for (const { error, fields } of reported) {
      expect(error).toBeInstanceOf(Error);
      expect(fields['reason']).toEqual(expect.any(String));
    }
  });

  it('together with the client API, and not of tokens that ended', async () => {
    world.tokenIntrospector.misdescribe('token', { kind: 'issuer', reason: 'a token of another issuer' });
    await expect(recognize()).rejects.toMatchObject({ code: 'bearer.invalid' });
    await expect(world.useCases.authenticateBearer('token', ORIGIN)).rejects.toMatchObject({
      code: 'sign_in.refused',
    });
    await expect(recognize('unknown')).rejects.toMatchObject({ code: 'bearer.invalid' });
    expect(problemsTold()).toEqual([
      ['error', 'issuer'],
      ['warn', 'issuer'],
    ]);
  });
});
