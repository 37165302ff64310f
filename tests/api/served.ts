import type { User } from '../../src/domain/people/user.ts';
import type { Team } from '../../src/domain/team/team.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { type Exchange, exchange } from '../support/http-exchange.ts';
import { makeServedTeams, storeServedTeams } from '../support/served-teams.ts';
import type { Seed } from '../support/storage-harness.ts';

/** How far an access token of a test reaches. */
const LIFETIME_MS = 3_600_000;

/** `seed` goes with the storage, where that is not the world's own. */
type Over = Parameters<typeof openApiWorld>[0] & { readonly seed?: Seed };

export type Served = Awaited<ReturnType<typeof openServed>>;

/** The people, teams and services of `makeServedTeams`, in an application that services call. */
export async function openServed({ seed, ...over }: Over = {}) {
  const world: ApiWorld = await openApiWorld(over);
  const fixture = makeServedTeams();
  const unitOfWork = over.adapters?.unitOfWork ?? world.unitOfWork;
  await storeServedTeams(fixture, { unitOfWork, seed: seed ?? world.seed });

  let tokens = 0;
  /** An access token of a person, issued to the service of an audience. */
  const tokenOf = (user: User, audience: string): string => {
    tokens += 1;
    const token = `token-${tokens}`;
    world.tokenIntrospector.issue(token, {
      sub: user.sub,
      clientId: audience,
      scopes: ['openid', 'groups'],
      expiresAt: new Date(world.clock.now().getTime() + LIFETIME_MS),
    });
    return token;
  };

  return {
    ...fixture,
    world,
    tokenOf,
    /** A service that calls on behalf of a person. */
    through: (audience: string, user: User) => {
      const authorization = `Bearer ${tokenOf(user, audience)}`;
      return (method: string, path: string, body?: unknown, headers: Exchange['headers'] = {}) =>
        exchange(`${world.url}/resource-server/v1.0/${path}`, {
          method,
          headers: {
            authorization,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        });
    },
    /** Who is in a team now, by name, with their roles. */
    members: async ({ id }: Team): Promise<Record<string, string>> => {
      const accesses = await world.unitOfWork.run(({ teamAccesses }) => teamAccesses.list(id));
      const names = new Map(Object.values(fixture.people).map((user) => [user.id, user.name ?? '']));
      return Object.fromEntries(accesses.map(({ userId, role }) => [names.get(userId) ?? userId, role]));
    },
  };
}
