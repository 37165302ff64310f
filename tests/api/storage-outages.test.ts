import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../src/application/shared/storage-unavailable.ts';
import type { Repositories } from '../../src/application/unit-of-work.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { openServed, type Served } from './served.ts';
import { trpcFailure } from './trpc-failure.ts';

const away = (code: StorageUnavailable['code'] = 'database_unavailable') =>
  new StorageUnavailable(code, 'postgres://user:secret@host went away', { cause: new Error('secret') });
const refuse = async (): Promise<never> => {
  throw away();
};
const RETRY = { 'retry-after': '10' };
const DETAIL = 'The service is not available at the moment. Please try again later.';

describe('an outage of the database, to people', () => {
  let evry: Evry;
  beforeEach(async () => {
    evry = await openEvry();
    evry.world.logger.entries.length = 0;
  });
  afterEach(() => evry.world.close());

  it.each([
    'users/me/',
    'teams/',
    'mail-domains/',
    'authenticate/',
    'callback/?state=x&code=y',
    'audit-log/export/',
  ])('is answered where the session is looked for, on %s', async (path) => {
    evry.world.sessions.find = refuse;
    const answer = await evry.alice.rest('GET', path);
    expect(answer).toMatchObject({
      status: 503,
      headers: RETRY,
      body: { detail: DETAIL, code: 'database_unavailable' },
    });
    expect(answer.text).not.toMatch(/secret|postgres/);
  });

  it('is answered in the language of the caller, and not reported for each request', async () => {
    evry.world.unitOfWork.run = refuse;
    const answer = await evry.alice.rest(
      'POST',
      'teams/',
      { name: 'Team' },
      { 'accept-language': 'fr', 'content-type': 'application/json' },
    );
    expect(answer).toMatchObject({
      status: 503,
      headers: RETRY,
      body: {
        detail: 'Le service est indisponible pour le moment. Réessayez plus tard.',
        code: 'database_unavailable',
      },
    });
    expect(evry.world.logger.entries).toEqual([]);
  });

  it('reaches tRPC clients, in a procedure and before one is reached', async () => {
    const expected = {
      httpStatus: 503,
      code: 'SERVICE_UNAVAILABLE',
      domainCode: 'database_unavailable',
      message: 'database_unavailable',
    };
    const { run } = evry.world.unitOfWork;
    evry.world.unitOfWork.run = refuse;
    expect(await trpcFailure(evry.alice.regie.teams.create.mutate({ name: 'Team' }))).toMatchObject(expected);
    evry.world.unitOfWork.run = run;
    evry.world.sessions.find = refuse;
    const failure = await trpcFailure(evry.alice.regie.users.me.query());
    expect(failure).toMatchObject(expected);
    expect(failure.text).not.toMatch(/secret|postgres/);
    const answer = await exchange(`${evry.world.url}/trpc/users.me`, { headers: { cookie: 'sessionid=x' } });
    expect(answer).toMatchObject({ status: 503, headers: RETRY });
    expect(evry.world.logger.entries).toEqual([]);
  });

  it('tells tRPC clients when to come back, from a procedure too', async () => {
    evry.world.unitOfWork.run = refuse;
    const key = await evry.world.openSession(evry.people.alice);
    const answer = await exchange(`${evry.world.url}/trpc/teams.create`, {
      method: 'POST',
      headers: {
        cookie: `sessionid=${key}; csrftoken=${'a'.repeat(32)}`,
        'x-csrftoken': 'a'.repeat(32),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: 'Team' }),
    });
    expect(answer).toMatchObject({ status: 503, headers: RETRY });
  });

  it('says so where it is not known whether the change was made', async () => {
    evry.world.unitOfWork.run = async () => {
      throw away('database_outcome_unknown');
    };
    const answer = await evry.alice.rest('POST', 'teams/', { name: 'Team' });
    expect(answer).toMatchObject({
      status: 503,
      headers: RETRY,
      body: {
        code: 'database_outcome_unknown',
        detail: expect.stringContaining('it may or may not have been made'),
      },
    });
    expect(await trpcFailure(evry.alice.regie.teams.create.mutate({ name: 'Team' }))).toMatchObject({
      httpStatus: 503,
      domainCode: 'database_outcome_unknown',
    });
  });

  it('does not deny a mailbox that was stored before it began', async () => {
    const { unitOfWork } = evry.world;
    const { run } = unitOfWork;
    let transactions = 0;
    unitOfWork.run = async <T>(work: (repositories: Repositories) => Promise<T>): Promise<T> => {
      transactions += 1;
      if (transactions > 1) throw away();
      const results: T[] = [];
      await run.call(unitOfWork, async (repositories) => void results.push(await work(repositories)));
      return results[0] as T;
    };
    const answer = await evry.alice.rest('POST', 'mail-domains/evryfr/mailboxes/', {
      first_name: 'Ada',
      last_name: 'Lovelace',
      local_part: 'ada',
      secondary_email: 'ada@perso.example',
    });
    expect(answer).toMatchObject({ status: 201, body: { local_part: 'ada', status: 'pending' } });
  });

  it('ends a sign-in that cannot be noted, without taking the provider for refusing it', async () => {
    evry.world.sessions.create = refuse;
    expect(await evry.world.visitor.rest('GET', 'authenticate/')).toMatchObject({
      status: 503,
      headers: RETRY,
    });
  });

  it('reaches the provider that ends sessions', async () => {
    evry.world.sessions.find = refuse;
    const answer = await evry.alice.rest('POST', 'backchannel-logout/', undefined, {});
    expect(answer).toMatchObject({ status: 503, headers: RETRY });
  });
});

/** Adapters of which nothing answers. */
const refusing = <Port extends object>(): Port =>
  new Proxy({} as Port, { get: (_port, name) => (name === 'then' ? undefined : refuse) });

describe('an outage of the database, to programs', () => {
  let served: Served | undefined;
  let world: ApiWorld | undefined;
  afterEach(async () => {
    await served?.world.close();
    await world?.close();
  });

  it('reaches services in the words of their protocol', async () => {
    served = await openServed({
      adapters: { serviceTeamQueries: refusing(), directoryQueries: refusing() },
    });
    served.world.logger.entries.length = 0;
    const call = served.through('drive', served.people.alice);
    expect(await call('GET', 'teams/')).toMatchObject({
      status: 503,
      headers: RETRY,
      body: { detail: DETAIL, code: 'database_unavailable' },
    });
    expect(await call('GET', 'scim/Groups')).toMatchObject({
      status: 503,
      headers: { ...RETRY, 'content-type': 'application/scim+json' },
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '503', detail: DETAIL },
    });
    expect(served.world.logger.entries).toEqual([]);
  });

  it('reaches programs with a key', async () => {
    world = await openApiWorld({ adapters: { communeQueries: refusing() } });
    const superuser = await world.signIn(await addUser(world, { isSuperuser: true }));
    const { apiKey: key } = await superuser.regie.accountServices.create.mutate({
      name: 'Suite',
      scopes: ['la-suite-list-organizations-siret'],
      expiresAt: null,
    });
    const answer = await exchange(`${world.url}/la-suite/v1.0/siret/`, {
      headers: { authorization: `ApiKey ${key}` },
    });
    expect(answer).toMatchObject({
      status: 503,
      headers: RETRY,
      body: { detail: DETAIL, code: 'database_unavailable' },
    });
  });
});
