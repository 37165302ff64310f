import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Companion } from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import type { LiveMessage } from '../../src/infrastructure/live/live-message.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeUser } from '../builders/make-user.ts';
import { startApplicationProcess } from '../support/application-process.ts';
import { eventually } from '../support/eventually.ts';
import { exchange } from '../support/http-exchange.ts';
import { type LiveReader, openLiveReader } from '../support/live-reader.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';

const user = makeUser();
const domain = makeMailDomain({ name: 'varzy.example', slug: 'varzyexample', status: 'enabled' });

let postgres: OwnPostgres;
let storage: ReturnType<typeof postgresStorageOn>;
let urls: readonly string[] = [];
const processes: Companion[] = [];
let cookies = '';

beforeAll(async () => {
  postgres = await startOwnPostgres();
  const { pool } = postgres.database;
  storage = postgresStorageOn(pool);
  await storage.unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
    await users.insertOrFind(user);
    await mailDomains.insert(domain);
    await mailDomainAccesses.insert(
      makeMailDomainAccess({ mailDomainId: domain.id, userId: user.id, role: 'owner' }),
    );
  });
  const key = await new PgSessionStore(pool).create({
    data: EMPTY_SESSION,
    owner: { userId: user.id, sub: user.sub, sid: undefined },
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  cookies = `people_sessionid=${key}; csrftoken=abcdefghijklmnopqrstuvwxyzABCDEF`;
  urls = [`http://localhost:${await freePort()}`, `http://localhost:${await freePort()}`];
  for (const url of urls) {
    const started = await startApplicationProcess(url, {
      REGIE_ENV: 'dev',
      PORT: new URL(url).port,
      REGIE_PUBLIC_URL: url,
      DATABASE_URL: postgres.database.url,
      LOGGING_LEVEL_LOGGERS_ROOT: 'CRITICAL',
    });
    processes.push(started);
  }
});
afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()));
  await storage?.close();
  await postgres?.database.close();
});

const open = (url = ''): Promise<LiveReader> =>
  openLiveReader(url, { path: 'live.mailDomain', cookies, input: { slug: domain.slug } });

/** One that has begun, once the process can tell. */
const begin = (url: string | undefined): Promise<LiveReader> =>
  eventually(async () => {
    const reader = await open(url);
    if (reader.status !== 200) reader.close();
    expect(reader.status).toBe(200);
    expect(await reader.next()).toEqual({ type: 'begun' });
    return reader;
  });

/** Whether a reader is told of a change, or that anything may have changed; false for one who is sent away before. */
async function isTold(reader: LiveReader): Promise<boolean> {
  const mailbox = makeMailbox({ mailDomainId: domain.id });
  await eventually(() => storage.unitOfWork.run(({ mailboxes }) => mailboxes.insertAbsent([mailbox])));
  const isMeant = (message: LiveMessage) =>
    message.type === 'changed' &&
    (message.changes?.some(({ kind, ids }) => kind === 'mailbox' && ids?.includes(mailbox.id)) ?? true);
  return eventually(() => {
    const [told, sentAway] = [reader.messages.some(isMeant), reader.messages.at(-1)?.type === 'ended'];
    expect(told || sentAway).toBe(true);
    return told;
  });
}

it('tells the readers of every process, also after the database was restarted, and ends with them', async () => {
  const [first, second] = [await begin(urls[0]), await begin(urls[1])];
  for (const reader of [first, second]) expect(await isTold(reader)).toBe(true);

  await postgres.stop('immediate');
  await postgres.start();
  // Who cannot find out whether it still may tell, sends its readers away: with a time to come back.
  for (const url of urls) await eventually(async () => expect(await isTold(await begin(url))).toBe(true));
  for (const url of urls) expect((await exchange(`${url}/__lbheartbeat__`)).status).toBe(200);

  const last = await begin(urls[1]);
  await processes[1]?.stop();
  await last.ended;
  expect(last.messages.at(-1)).toMatchObject({ type: 'ended', reason: 'leaving' });
  const { comeBackMs } = last.messages.at(-1) as { comeBackMs: number };
  expect(comeBackMs).toBeGreaterThanOrEqual(1_000);
  expect(comeBackMs).toBeLessThanOrEqual(20_000);
});
