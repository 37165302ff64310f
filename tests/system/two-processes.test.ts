import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { bundledProgram, RUN_BUNDLED } from '../../dev/companion/bundled-program.ts';
import type { Companion } from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import {
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../dev/webhook-receiver/start-webhook-receiver.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import type { User } from '../../src/domain/people/user.ts';
import type { TeamId } from '../../src/domain/shared/ids.ts';
import type { TeamRole } from '../../src/domain/team/team-access.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { startApplicationProcess } from '../support/application-process.ts';
import { eventually } from '../support/eventually.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const GROUPS = ['1', '2'] as const;
const HOUR_MS = 3_600_000;

let database: TestDatabase;
let receiver: WebhookReceiver;
let unitOfWork: PgUnitOfWork;
let urls: readonly [string, string];
let processes: [Companion, Companion];

const environmentOf = (url: string) => ({
  REGIE_ENV: 'dev',
  PORT: new URL(url).port,
  REGIE_PUBLIC_URL: urls[0],
  DATABASE_URL: database.url,
  DATABASE_POOL_SIZE: '10',
  BURST_THROTTLE_RATES: '20/minute',
  WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  WEBHOOK_ALLOW_PLAIN_HTTP: 'true',
  LOGGING_LEVEL_LOGGERS_ROOT: 'CRITICAL',
});

const start = (url: string): Promise<Companion> => startApplicationProcess(url, environmentOf(url));

beforeAll(async () => {
  [database, receiver] = await Promise.all([openTestDatabase(), startWebhookReceiver()]);
  // No secret is sealed here: any key does.
  unitOfWork = new PgUnitOfWork(database.pool, new SecretBox('a key that nothing is sealed with'));
  urls = [`http://localhost:${await freePort()}`, `http://localhost:${await freePort()}`];
  processes = (await Promise.all(urls.map(start))) as [Companion, Companion];
});
afterAll(async () => {
  await Promise.all((processes ?? []).map((each) => each.stop()));
  await receiver?.close();
  await database?.close();
});
beforeEach(() => receiver.setLatency(0));

/** A person who is signed in, in front of either process. */
async function signIn(user: User): Promise<[ApiClient, ApiClient]> {
  const key = await new PgSessionStore(database.pool).create({
    data: EMPTY_SESSION,
    owner: { userId: user.id, sub: user.sub, sid: `sid of ${user.sub}` },
    expiresAt: new Date(Date.now() + HOUR_MS),
  });
  const cookies = { people_sessionid: key, csrftoken: CSRF_TOKEN };
  return urls.map((url) => apiClient({ url, cookies })) as [ApiClient, ApiClient];
}

const addUsers = (count: number): Promise<readonly User[]> =>
  unitOfWork.run(async ({ users }) => {
    const added = Array.from({ length: count }, (_, n) => makeUser({ email: `p${n}@evry.fr` }));
    for (const user of added) await users.insertOrFind(user);
    return added;
  });

const addTeam = (members: readonly User[], role: TeamRole) =>
  unitOfWork.run(async ({ teams, teamAccesses }) => {
    await teams.lockTree();
    const team = makeTeam();
    await teams.insert(team);
    const accesses = members.map(({ id: userId }) => makeTeamAccess({ teamId: team.id, userId, role }));
    for (const access of accesses) await teamAccesses.insert(access);
    return { team, accesses };
  });

it('counts the requests of a person together', async () => {
  const [user] = await addUsers(1);
  const clients = await signIn(user as User);
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, n) => clients[n % 2]?.rest('GET', 'users/me/')),
  );
  const statuses = answers.map((answer) => answer?.status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(12);
});

it('never lets both of the last two owners leave at once', async () => {
  const owners = await addUsers(2);
  const clients = await Promise.all(owners.map(signIn));
  for (let round = 0; round < 15; round += 1) {
    const { team, accesses } = await addTeam(owners, 'owner');
    const leave = (n: 0 | 1) =>
      clients[n]?.[n].rest('DELETE', `teams/${team.id}/accesses/${accesses[n]?.id}/`);
    const answers = await Promise.all([leave(0), leave(1)]);
    expect(answers.map((answer) => answer?.status).sort()).toEqual([204, 403]);
    const { rows } = await database.pool.query('SELECT role FROM team_access WHERE team_id = $1', [team.id]);
    expect(rows).toEqual([{ role: 'owner' }]);
  }
});

type Change = Readonly<{ told: string; asked: number; answered: number }>;

/** Has everybody join the team, leave it and join it again, many at once, each step through the other process. */
async function changeMembers(teamId: TeamId, clients: [ApiClient, ApiClient], people: readonly User[]) {
  const changes: Change[] = [];
  const carryOut = async (told: string, ask: (client: ApiClient) => Promise<string>, n: number) => {
    const asked = performance.now();
    const id = await ask(clients[n % 2] as ApiClient);
    changes.push({ told, asked, answered: performance.now() });
    return id;
  };
  await Promise.all(
    people.map(async ({ id: user }, n) => {
      const join = async ({ rest }: ApiClient) => {
        const { status, body } = await rest('POST', `teams/${teamId}/accesses/`, { user });
        expect(status).toBe(201);
        return String((body as { id: string }).id);
      };
      const access = await carryOut(`add ${user}`, join, n);
      await carryOut(
        `remove ${user}`,
        async ({ rest }) => {
          expect((await rest('DELETE', `teams/${teamId}/accesses/${access}/`)).status).toBe(204);
          return access;
        },
        n + 1,
      );
      await carryOut(`add ${user}`, join, n);
    }),
  );
  return changes;
}

/** The events of a group, in their order of arrival. */
const toldTo = (group: string): readonly string[] =>
  receiver.carriedOut
    .filter(({ path }) => path === `/Groups/${group}`)
    .map(({ body }) => {
      const [operation] = (body as { Operations: { op: string; value: { value: string }[] }[] }).Operations;
      return `${operation?.op} ${operation?.value[0]?.value}`;
    });

const isDrained = async () => {
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS waiting FROM webhook_delivery WHERE state = 'pending'`,
  );
  expect(rows).toEqual([{ waiting: 0 }]);
};

/** Waits until no delivery is left, and all that were sent have had their effect. */
const allIsTold = async () => {
  await isDrained();
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS left FROM graphile_worker.jobs WHERE task_identifier = 'deliver_to_webhook'`,
  );
  expect(rows).toEqual([{ left: 0 }]);
  expect(receiver.carriedOut).toHaveLength(receiver.calls.length);
};

async function openTeamWithWebhooks(groups: readonly string[]) {
  const [owner] = await addUsers(1);
  const { team } = await addTeam([owner as User], 'owner');
  const webhooks = groups.map((group) =>
    makeTeamWebhook({ teamId: team.id, url: `${receiver.url}/Groups/${group}` }),
  );
  await unitOfWork.run(async (repositories) => {
    for (const webhook of webhooks) await repositories.webhooks.insert(webhook, null);
  });
  return { team, webhooks, clients: await signIn(owner as User) };
}

/** The committed events, from the log of a webhook. */
async function committed(webhookId: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ told: string }>(
    `SELECT operation || ' ' || user_id AS told FROM webhook_delivery WHERE webhook_id = $1 ORDER BY id`,
    [webhookId],
  );
  return rows.map(({ told }) => told);
}

it('tells each webhook everything once, in the order of the commits', async () => {
  const { team, webhooks, clients } = await openTeamWithWebhooks(GROUPS);
  const people = await addUsers(25);
  receiver.setLatency(2);
  const changes = await changeMembers(team.id, clients, people);
  await eventually(isDrained, { interval: 50 });

  const order = await committed(webhooks[0]?.id ?? '');
  expect(order).toHaveLength(people.length * 3);
  for (const group of GROUPS) expect(toldTo(group)).toEqual(order);

  // A request that was answered before another was made precedes it.
  const seen = new Map<string, number>();
  const places = order.map((told) => {
    const nth = (seen.get(told) ?? 0) + 1;
    seen.set(told, nth);
    return `${told} ${nth}`;
  });
  const counted = new Map<string, number>();
  const placed = [...changes]
    .sort((a, b) => a.asked - b.asked)
    .map((change) => {
      const nth = (counted.get(change.told) ?? 0) + 1;
      counted.set(change.told, nth);
      return { ...change, place: places.indexOf(`${change.told} ${nth}`) };
    });
  for (const later of placed) {
    for (const earlier of placed) {
      if (earlier.answered < later.asked) expect(earlier.place).toBeLessThan(later.place);
    }
  }
  const { rows } = await database.pool.query('SELECT DISTINCT status FROM team_webhook WHERE team_id = $1', [
    team.id,
  ]);
  expect(rows).toEqual([{ status: 'success' }]);
  expect(receiver.groups.membersOf('1')).toHaveLength(people.length);
});

it('tells again what an operator asks for', async () => {
  const { webhooks } = await openTeamWithWebhooks(['5']);
  const program = await bundledProgram(
    join(import.meta.dirname, '..', '..', 'src', 'infrastructure', 'main.ts'),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...RUN_BUNDLED, program, 'webhooks', 'resync', '--webhook', webhooks[0]?.id ?? ''],
    { env: { ...process.env, ...environmentOf(urls[0]) } },
  );
  expect(stdout).toBe('webhooks: 1, deliveries queued: 1\n');
  await eventually(() => expect(toldTo('5')).toHaveLength(1), { interval: 50 });
});

it('loses nothing and changes no order when a process is killed', async () => {
  const { team, webhooks, clients } = await openTeamWithWebhooks(['3', '4']);
  const people = await addUsers(12);
  // So slow that most deliveries are still waiting when the process dies.
  receiver.setLatency(200);
  await changeMembers(team.id, clients, people);
  await eventually(() => expect(toldTo('3').length).toBeGreaterThan(1), { interval: 5 });
  process.kill(processes[0].pid, 'SIGKILL');
  await processes[0].ended;
  expect(toldTo('3').length).toBeLessThan(people.length * 3);
  receiver.setLatency(0);
  await eventually(allIsTold, { patience: 120_000, interval: 100 });

  for (const [n, group] of ['3', '4'].entries()) {
    const order = await committed(webhooks[n]?.id ?? '');
    const told = toldTo(group);
    const once = told.filter((each, index) => each !== told[index - 1]);
    expect(once).toEqual(order);
    // A delivery under way at the kill may be repeated: the receiver treats both as one.
    expect(told.length - once.length).toBeLessThanOrEqual(1);
  }
});
