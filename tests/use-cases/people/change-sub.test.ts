import { beforeEach, expect, it } from 'vitest';
import { RememberingTokenIntrospector } from '../../../src/adapters/introspection/remembering-token-introspector.ts';
import { EMPTY_SESSION } from '../../../src/application/people/session-store.ts';
import { makeAuthenticateUser } from '../../../src/application/people/sign-in/authenticate-user.ts';
import type { User } from '../../../src/domain/people/user.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openRecognition, type Recognize } from '../../support/recognition.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

const CLAIMS = {
  sub: 'new',
  email: 'Jean.V@evry.fr',
  email_verified: true,
  given_name: 'Jean',
  usual_name: 'Valjean',
  siret: '21910228500018',
};

let world: UseCaseWorld;
let recognize: Recognize;
let jean: User;

beforeEach(async () => {
  ({ world, recognize } = await openRecognition());
  ({ user: jean } = await world.addPerson({ sub: 'old', email: 'jean.v@evry.fr', language: 'fr-fr' }));
});

const openSession = ({ id: userId }: User, sub: string, sid: string | undefined) =>
  world.sessions.create({
    data: EMPTY_SESSION,
    owner: { userId, sub, sid },
    expiresAt: new Date(world.clock.now().getTime() + 3_600_000),
  });
const find = (key: string) => world.sessions.find(key, world.clock.now());

it('ends all sessions of the account, and of no other', async () => {
  const { user: other } = await world.addPerson();
  const keys = [
    await openSession(jean, 'old', 'sid-1'),
    await openSession(jean, 'old', undefined),
    await openSession(jean, 'older', 'sid-2'),
  ];
  const others = await openSession(other, other.sub, 'sid-3');
  await recognize(CLAIMS);
  expect(await Promise.all(keys.map(find))).toEqual([undefined, undefined, undefined]);
  expect((await find(others))?.user).toEqual(other);
  // Nothing is left that a logout token of the provider could name.
  for (const sid of ['sid-1', 'sid-2'])
    expect(await world.sessions.destroyOf({ sub: 'old', sid })).toEqual([]);
});

it('keeps no session that a sign-in under the old sub opens just after', async () => {
  await recognize(CLAIMS);
  const late = await openSession(jean, 'old', 'sid-late');
  expect(await find(late)).toMatchObject({ user: undefined });
  expect((await find(await openSession(jean, 'new', 'sid')))?.user).toMatchObject({ id: jean.id });
});

it('makes remembered access tokens of the old sub worth nothing', async () => {
  const signals = world.signals;
  const remembering = new RememberingTokenIntrospector({
    introspector: world.tokenIntrospector,
    signals,
    clock: world.clock,
    lifetimeMs: 300_000,
  });
  try {
    for (const sub of ['old', 'other']) {
      world.tokenIntrospector.issue(`of-${sub}`, {
        sub,
        clientId: 'people',
        scopes: [],
        expiresAt: undefined,
      });
      expect(await remembering.introspect(`of-${sub}`)).toMatchObject({ active: true });
      world.tokenIntrospector.revoke(`of-${sub}`);
      expect(await remembering.introspect(`of-${sub}`)).toMatchObject({ active: true });
    }
    await recognize(CLAIMS);
    expect(await remembering.introspect('of-old')).toMatchObject({ active: false });
    expect(await remembering.introspect('of-other')).toMatchObject({ active: true });
    world.tokenIntrospector.issue('again', {
      sub: 'old',
      clientId: 'people',
      scopes: [],
      expiresAt: undefined,
    });
    await expect(world.useCases.authenticateBearer('again', ORIGIN)).rejects.toMatchObject({
      code: 'sign_in.refused',
    });
  } finally {
    remembering.close();
  }
});

it('is mailed to the address that the account had, in its language, without a secret', async () => {
  await recognize(CLAIMS);
  expect(world.mailer.sent).toEqual([]);
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toEqual([
    {
      id: expect.any(String),
      to: 'jean.v@evry.fr',
      language: 'fr-fr',
      content: { kind: 'account_recognized', address: 'jean.v@evry.fr', link: 'https://regie.test' },
    },
  ]);
});

it('is mailed each time, and never at a sign-in under the same sub', async () => {
  for (const sub of ['new', 'new', 'newer', 'new']) await recognize({ ...CLAIMS, sub });
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toHaveLength(3);
});

it('tells the audit log of both subs and of how many sessions ended', async () => {
  await openSession(jean, 'old', 'sid-1');
  await recognize(CLAIMS);
  expect(world.audited().filter(({ action }) => action === 'user.recognized_by_email')).toMatchObject([
    {
      objectId: jean.id,
      subjectId: jean.id,
      actorId: jean.id,
      label: 'Jean.V@evry.fr',
      origin: ORIGIN,
      details: { sub: { before: 'old', after: 'new' }, sessionsEnded: 1 },
    },
  ]);
});

it('does all of it or nothing', async () => {
  const key = await openSession(jean, 'old', 'sid-1');
  world.unitOfWork.plan('lost');
  await expect(recognize(CLAIMS)).rejects.toThrow('commit');
  expect((await find(key))?.user).toEqual(jean);
  expect(world.tables().outgoingMails.count(() => true)).toBe(0);
  expect(world.audited()).toEqual([]);
  expect(world.jobs.waiting()).toEqual([]);
});

it('does not happen to an account whose own sign-in gave it another address just before', async () => {
  const { unitOfWork, settings } = world;
  const racing = makeAuthenticateUser({
    ...world,
    ...settings,
    unitOfWork: {
      run: (work) =>
        unitOfWork.run((repositories) => {
          const { users } = repositories;
          const moved: User = { ...jean, email: 'jean@paris.fr' };
          const findActiveByEmail = async (email: string) => {
            const found = await users.findActiveByEmail(email);
            await users.update(moved);
            return found;
          };
          const given = new Proxy(users, {
            get: (target, name) =>
              name === 'findActiveByEmail' ? findActiveByEmail : Reflect.get(target, name),
          });
          return work({ ...repositories, users: given });
        }),
    },
  });
  const refusal = { code: 'sign_in.refused', params: { reason: 'overtaken' } };
  await expect(racing(CLAIMS, ORIGIN)).rejects.toMatchObject(refusal);
  expect(world.tables().users.find(jean.id)).toEqual(jean);
});
