import { beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_SESSION } from '../../../src/application/people/session-store.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let keys: { phone: string; laptop: string; other: string };

beforeEach(async () => {
  world = await openUseCaseWorld();
  const [{ user }, { user: somebodyElse }] = [await world.addPerson(), await world.addPerson()];
  await world.unitOfWork.run(({ users }) => users.update({ ...user, sub: 'abc' }));
  const open = (sub: string, sid: string) =>
    world.sessions.create({
      data: EMPTY_SESSION,
      owner: { userId: sub === 'abc' ? user.id : somebodyElse.id, sub, sid },
      expiresAt: new Date(START.getTime() + 3_600_000),
    });
  keys = {
    phone: await open('abc', 'sid-phone'),
    laptop: await open('abc', 'sid-laptop'),
    other: await open('other', 'sid-other'),
  };
});

const end = (token: string) => world.useCases.backChannelSignOut(token, ORIGIN);
const issue = (target: { sub?: string; sid?: string }) => world.identityProvider.issueLogoutToken(target);
const alive = async () => {
  const found = await Promise.all(
    Object.entries(keys).map(async ([name, key]) => ((await world.sessions.find(key, START)) ? name : '')),
  );
  return found.filter((name) => name !== '');
};

it('ends the session of a sid alone', async () => {
  expect(await end(issue({ sub: 'abc', sid: 'sid-phone' }))).toBe('done');
  expect(await alive()).toEqual(['laptop', 'other']);
});

it('ends all sessions of a sub, and leaves a trace', async () => {
  expect(await end(issue({ sub: 'abc' }))).toBe('done');
  expect(await alive()).toEqual(['other']);
  expect(world.audited()).toMatchObject([
    {
      action: 'user.sessions_ended',
      actorId: null,
      origin: ORIGIN,
      details: { sessions: 2, cause: 'identity_provider' },
    },
  ]);
});

it.each([{ sub: 'unknown' }, { sid: 'unknown' }, { sub: 'abc', sid: 'unknown' }])(
  'is done without any session: %o',
  async (target) => {
    expect(await end(issue(target))).toBe('done');
    expect(await alive()).toHaveLength(3);
  },
);

describe('a token', () => {
  it('counts once', async () => {
    const token = issue({ sub: 'abc' });
    expect([await end(token), await end(token)]).toEqual(['done', 'already_processed']);
  });

  it('counts once when it comes twice at the same time', async () => {
    const token = issue({ sub: 'abc' });
    expect((await Promise.all([end(token), end(token)])).sort()).toEqual(['already_processed', 'done']);
  });

  it('is remembered for five minutes, until the purge after that', async () => {
    const token = issue({ sub: 'abc' });
    await end(token);
    const purge = () => world.handlers.purge_sessions({ name: 'purge_sessions' });
    world.clock.advance(299);
    await purge();
    expect(await end(token)).toBe('already_processed');
    world.clock.advance(1);
    await purge();
    expect(await end(token)).toBe('done');
  });

  it('without sub and sid is refused', async () => {
    expect(await end(issue({}))).toBe('subject_missing');
    expect(await alive()).toHaveLength(3);
  });

  it('that is not valid is refused, and noted', async () => {
    expect(await end('forged')).toBe('invalid_token');
    expect(await alive()).toHaveLength(3);
    expect(world.logger.entries).toMatchObject([
      { level: 'warn', fields: { code: 'identity_provider.refused' } },
    ]);
  });

  it('that cannot be checked now is no lie: the provider may try again', async () => {
    const token = issue({ sub: 'abc' });
    world.identityProvider.failWith('identity_provider.unavailable');
    await expect(end(token)).rejects.toMatchObject({ code: 'identity_provider.unavailable' });
    world.identityProvider.failWith(undefined);
    expect(await end(token)).toBe('done');
  });
});

describe('what is remembered of access tokens is forgotten', () => {
  it.each([
    [{ sub: 'abc', sid: 'sid-phone' }, 'abc'],
    [{ sub: 'unknown' }, 'unknown'],
    [{ sid: 'sid-phone' }, ''],
  ])('for %o', async (target, forgotten) => {
    const heard: (string | undefined)[] = [];
    world.signals.listen('access_tokens_ended:', (sub) => heard.push(sub));
    await end(issue(target));
    expect(heard).toEqual([forgotten]);
  });
});
