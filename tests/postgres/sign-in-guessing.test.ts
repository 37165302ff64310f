import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Argon2PasswordHasher } from '../../src/adapters/argon2/argon2-password-hasher.ts';
import { PreparedStatements } from '../../src/adapters/postgres/engine/prepared-statements.ts';
import { PgSignInAttempts } from '../../src/adapters/postgres/identity/pg-sign-in-attempts.ts';
import { systemPause } from '../../src/adapters/system/system.ts';
import type { SignInLimits } from '../../src/domain/identity/sign-in-counting.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { Adapters } from '../../src/infrastructure/container/inputs/adapters.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addMailboxOwner, OWNER } from '../support/mailbox-owner.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

// Two applications on one database, as two processes have it: they share nothing else.

let database: TestDatabase;
let storage: ReturnType<typeof postgresStorageOn>;
let worlds: readonly ApiWorld[];
let mailbox: Mailbox;
const apps = (): readonly [ApiWorld, ApiWorld] => {
  const [first, second] = worlds;
  if (!first || !second) throw new Error('the applications are not open');
  return [first, second];
};
const either = (index: number): ApiWorld => apps()[index % 2 === 0 ? 0 : 1];

async function open(limits?: SignInLimits, adapters: Partial<Adapters> = {}): Promise<void> {
  for (const world of worlds) await world.close();
  const narrow = () =>
    limits ? { signInAttempts: new PgSignInAttempts(new PreparedStatements(database.pool), limits) } : {};
  const ids = { next: <Id extends string>() => randomUUID() as string as Id };
  const opened = () => openApiWorld({ adapters: { ...storage, ids, ...narrow(), ...adapters } });
  worlds = [await opened(), await opened()];
}

beforeAll(async () => {
  database = await openTestDatabase();
  storage = postgresStorageOn(database.pool);
});
beforeEach(async () => {
  worlds = [];
  await database.pool.query(
    'DELETE FROM sign_in_attempt; DELETE FROM session; DELETE FROM outgoing_mail; DELETE FROM mail_domain; DELETE FROM organization',
  );
  mailbox = await addMailboxOwner(storage.unitOfWork);
  await open();
});
afterEach(async () => {
  for (const world of worlds) await world.close();
});
afterAll(async () => {
  await storage.close();
  await database.close();
});

const GOOD: Readonly<{ email: string; password: string }> = {
  email: OWNER.address,
  password: OWNER.password,
};
const login = (
  world: ApiWorld,
  body: Partial<typeof GOOD> = {},
  from = '192.0.2.1',
  browser = new ApiBrowser(world.url),
) =>
  browser.open('login/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ ...GOOD, ...body }),
  });
const stored = async (): Promise<Mailbox | undefined> =>
  storage.unitOfWork.run(({ mailboxes }) => mailboxes.find(mailbox.id));
const setPassword = (passwordHash: string) =>
  storage.unitOfWork.run(({ mailboxes }) => mailboxes.update({ ...mailbox, passwordHash }));
const count = async (sql: string, values: unknown[] = []): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count ${sql}`,
    values,
  );
  return rows[0]?.count ?? 0;
};
const entries = (action: string): Promise<number> =>
  count('FROM audit_entry WHERE object_id = $1 AND action = $2', [mailbox.id, action]);
const times = <T>(number: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: number }, (_, index) => work(index)));

describe('passwords that are guessed by many, in two processes', () => {
  it('are looked at five times, however many come at once, and then not even when right', async () => {
    const guesses = await times(40, (index) =>
      login(
        either(index),
        { password: index === 39 ? OWNER.password : `guess ${index}` },
        `198.51.100.${index}`,
      ),
    );
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]));
    expect(await entries('mailbox.sign_in_refused')).toBe(5);
    expect(await entries('mailbox.sign_in_locked')).toBe(1);
    const [first, second] = apps();
    for (const world of [first, second]) expect((await login(world)).status).toBe(401);
    for (const world of [first, second]) await world.advance(301);
    expect((await login(second)).status).toBe(200);
  });

  it('lock out no browser that was known to either', async () => {
    const [first, second] = apps();
    const own = new ApiBrowser(first.url);
    expect((await login(first, {}, '203.0.113.1', own)).status).toBe(200);
    const elsewhere = new ApiBrowser(second.url);
    elsewhere.cookies.set('known_browser', own.cookies.get('known_browser') ?? '');
    await times(10, (index) => login(either(index), { password: `guess ${index}` }));
    expect((await login(second)).status).toBe(401);
    expect((await login(second, {}, '203.0.113.1', elsewhere)).status).toBe(200);
  });

  it.each([
    ['one address', () => '192.0.2.77', '192.0.2.78'],
    ['one network of IPv6', (index: number) => `2001:db8:7:7::${index + 1}`, '2001:db8:7:8::1'],
  ])('are slowed down from %s, at whichever mailboxes', async (_what, from, other) => {
    await open({ attempts: 5, lockoutSeconds: 300, source: { requests: 6, seconds: 3600 } });
    const answers = await times(30, (index) =>
      login(either(index), { email: `nobody${index}@varzy.example` }, from(index)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(24);
    expect(answers.find(({ status }) => status === 429)?.headers['retry-after']).toMatch(/^\d+$/);
    expect((await login(apps()[1], {}, from(40))).status).toBe(429);
    expect((await login(apps()[1], {}, other)).status).toBe(200);
  });

  it('are mailed to the owner once, and to no other', async () => {
    await times(12, (index) => login(either(index), { password: `guess ${index}` }));
    for (const world of apps()) await world.advance(301);
    await times(12, (index) => login(either(index), { password: `guess ${index}` }));
    expect(await entries('mailbox.sign_in_locked')).toBe(2);
    expect(await count(`FROM outgoing_mail WHERE kind = 'mailbox_sign_in_warning'`)).toBe(1);
    expect((await stored())?.signInWarnedAt).not.toBeNull();
  });

  it('are stored nowhere, nor are the addresses', async () => {
    await login(apps()[0], { password: 'a very peculiar guess' });
    await login(apps()[1], { email: 'very.peculiar@varzy.example', password: 'x' });
    const { rows } = await database.pool.query<{ name: string }>(
      "SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace",
    );
    for (const { name } of rows) {
      expect(await count(`FROM ${name} t WHERE t::text LIKE '%peculiar%'`), name).toBe(0);
    }
  });
});

describe('a one-time session, in two processes', () => {
  const begin = async () => {
    const browser = new ApiBrowser(apps()[0].url);
    await login(apps()[0], {}, '203.0.113.1', browser);
    return { key: browser.cookies.get('sessionid') ?? '', isFormerName: false };
  };

  it('is taken once, wherever it was begun', async () => {
    const brought = await begin();
    const taken = await times(20, (index) => either(index).useCases.takeOneTimeSession(brought));
    expect(taken.filter((one) => one !== undefined)).toMatchObject([
      { mailboxId: mailbox.id, goesOn: false },
    ]);
    expect(await count('FROM session')).toBe(0);
  });

  it('that is used elsewhere in one is gone in the other', async () => {
    const brought = await begin();
    const [first, second] = apps();
    const answer = await second.client({ sessionid: brought.key }).rest('GET', 'users/me/');
    expect(answer.status).toBe(401);
    expect(await first.useCases.takeOneTimeSession(brought)).toBeUndefined();
  });

  it('cannot be read in a copy of the database', async () => {
    const { key } = await begin();
    expect(await count('FROM session s WHERE s::text LIKE $1', [`%${key}%`])).toBe(0);
  });
});

describe('real hashes', () => {
  const hasher = new Argon2PasswordHasher();
  // Of `correct horse`, made with Python's hashlib as Django 5.2 writes it.
  const DJANGO = 'pbkdf2_sha256$1000000$seasalt$eDeT2Bk71DYBhUNxsvTfOL61wQ+l2yaHzCst8hDsfHQ=';

  it('of Django are replaced by those who sign in at the same time, and let them all in', async () => {
    await open(undefined, { passwordHasher: hasher });
    await setPassword(DJANGO);
    const answers = await times(4, (index) => login(either(index)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { passwordHash = null } = (await stored()) ?? {};
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await login(apps()[1])).status).toBe(200);
    expect((await stored())?.passwordHash).toBe(passwordHash);
  });

  it('tell by no time who has which, or none', async () => {
    await open(undefined, { passwordHasher: hasher, pause: systemPause, clock: { now: () => new Date() } });
    const [world] = apps();
    const measure = async (body: Partial<typeof GOOD>): Promise<number> => {
      const start = performance.now();
      expect((await login(world, body)).status).toBe(401);
      return performance.now() - start;
    };
    const told: string[] = [];
    for (const [what, passwordHash] of [
      ['Argon2id', await hasher.hash(OWNER.password)],
      ['PBKDF2 of Django', DJANGO],
      ['of a generated password', await hasher.hashGenerated('kV2-q8Zt_Rw0aYx7')],
    ] as const) {
      await setPassword(passwordHash);
      told.push(`${what} ${Math.round(await measure({ password: 'wrong' }))} ms`);
    }
    told.push(`nobody ${Math.round(await measure({ email: 'nobody@varzy.example' }))} ms`);
    await times(5, () => login(world, { password: 'wrong' }));
    told.push(`locked out ${Math.round(await measure({}))} ms`);
    process.stdout.write(`time of a refusal: ${told.join(', ')}\n`);
  });
});
