import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MemoryRequestThrottle } from '../../src/adapters/memory/shared/memory-request-throttle.ts';
import { type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
beforeAll(async () => {
  const rates = { burst: { requests: 4, seconds: 60 }, sustained: { requests: 1000, seconds: 3600 } };
  evry = await openEvry({ adapters: { requestThrottle: new MemoryRequestThrottle(rates) } });
});
afterAll(() => evry.world.close());
beforeEach(() => evry.world.clock.advance(3600));

const UNKNOWN = '11111111-2222-4333-8444-555555555555';
const exhaust = async () => {
  for (const path of [
    'users/me/',
    'users/',
    `organizations/${evry.organization.id}/`,
    'service-providers/',
  ]) {
    expect((await evry.alice.rest('GET', path)).status).toBe(200);
  }
};

describe('throttling', () => {
  it('counts the requests of a person to all four groups together', async () => {
    await exhaust();
    for (const path of [
      'users/me/',
      'users/',
      'users/abc/',
      `organizations/${UNKNOWN}/`,
      'service-providers/',
      `service-providers/${UNKNOWN}/`,
    ]) {
      expect(await evry.alice.rest('GET', path)).toMatchObject({
        status: 429,
        headers: { 'retry-after': '60' },
        body: { detail: 'Request was throttled. Expected available in 60 seconds.' },
      });
    }
    expect((await evry.alice.rest('POST', 'users/me/', {})).status).toBe(429);
    expect((await evry.bob.rest('GET', 'users/me/')).status).toBe(200);
    expect((await evry.alice.rest('GET', 'mail-domains/')).status).toBe(200);
    expect((await evry.alice.rest('GET', 'config/')).status).toBe(200);
    expect((await evry.world.visitor.rest('GET', 'users/me/')).status).toBe(401);
    expect((await evry.alice.rest('OPTIONS', 'users/me/')).status).toBe(204);
  });

  it('says in French how long to wait, and lets through after that', async () => {
    await exhaust();
    const refusal = async (language: string) => {
      const headers = { 'accept-language': language };
      const { body, headers: answered } = await evry.alice.rest('GET', 'users/me/', undefined, headers);
      return [answered['retry-after'], (body as { detail?: string }).detail];
    };
    evry.world.clock.advance(18.5);
    expect(await refusal('fr')).toEqual(['42', 'Requête ralentie. Expected available in 42 seconds.']);
    evry.world.clock.advance(41);
    expect(await refusal('fr')).toEqual(['1', 'Requête ralentie. Expected available in 1 second.']);
    expect(await refusal('en')).toEqual(['1', 'Request was throttled. Expected available in 1 second.']);
    evry.world.clock.advance(0.5);
    expect((await evry.alice.rest('GET', 'users/me/')).status).toBe(200);
  });

  it('counts calls over tRPC with those over REST', async () => {
    const { users, organizations, serviceProviders, mailDomains } = evry.alice.regie;
    const { id } = evry.organization;
    await users.me.query();
    await users.list.query({});
    await organizations.get.query({ id });
    await serviceProviders.list.query({});
    expect((await evry.alice.rest('GET', 'users/me/')).status).toBe(429);
    for (const call of [
      () => users.me.query(),
      () => users.update.mutate({ id: evry.people.alice.id }),
      () => organizations.rename.mutate({ id, name: 'x' }),
      () => serviceProviders.get.query({ id: UNKNOWN }),
    ]) {
      expect(await trpcFailure(call())).toMatchObject({
        httpStatus: 429,
        code: 'TOO_MANY_REQUESTS',
        domainCode: 'request.throttled',
        params: { seconds: '60' },
      });
    }
    expect((await mailDomains.list.query({})).total).toBe(2);
  });
});
