import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RememberingTokenIntrospector } from '../../src/adapters/introspection/remembering-token-introspector.ts';
import { MemoryTokenIntrospector } from '../../src/adapters/memory/access/memory-token-introspector.ts';
import { PgSignalPublisher, PgSignals } from '../../src/adapters/postgres/shared/pg-signals.ts';
import { endAccessTokens } from '../../src/application/people/access-tokens-ended.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { eventually } from '../support/eventually.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const clock = { now: () => new Date() };
let database: TestDatabase;
let server: MemoryTokenIntrospector;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
  server = new MemoryTokenIntrospector({ clock });
});
afterAll(async () => {
  for (const end of ends) await end();
  await database.close();
});

/** An introspector as a process of its own has it: with connections of its own. */
function openProcess() {
  const pool = new Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  const signals = new PgSignals(pool, new RecordingLogger());
  const introspector = new RememberingTokenIntrospector({
    introspector: server,
    signals,
    clock,
    lifetimeMs: 300_000,
  });
  ends.push(async () => {
    introspector.close();
    await signals.close();
    await pool.end();
  });
  return introspector;
}

it('a sign-out that one process hears of makes every process forget that person, and only them', async () => {
  const processes = [openProcess(), openProcess()];
  const token = { clientId: 'drive', scopes: ['groups'], expiresAt: undefined };
  server.issue('of-ana', { ...token, sub: 'ana' });
  server.issue('of-bob', { ...token, sub: 'bob' });
  const isRemembered = async (name: string) => {
    const answers = await Promise.all(processes.map((process) => process.introspect(name)));
    return answers.map(({ active }) => active);
  };
  // Once both listen, both remember what the server does not know any more.
  await eventually(async () => {
    for (const name of ['of-ana', 'of-bob']) {
      server.issue(name, { ...token, sub: name.slice(3) });
      await isRemembered(name);
      server.revoke(name);
    }
    expect([...(await isRemembered('of-ana')), ...(await isRemembered('of-bob'))]).not.toContain(false);
  });

  await endAccessTokens(new PgSignalPublisher(database.pool), 'ana');
  await eventually(async () => expect(await isRemembered('of-ana')).not.toContain(true));
  expect(await isRemembered('of-bob')).toEqual([true, true]);
});
