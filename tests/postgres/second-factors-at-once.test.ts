import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { PreparedStatements } from '../../src/adapters/postgres/engine/prepared-statements.ts';
import { PgActionCounters } from '../../src/adapters/postgres/shared/pg-action-counters.ts';
import { secretGenerator } from '../../src/adapters/system/system.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeUseCases } from '../../src/infrastructure/container/container.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { ORIGIN } from '../builders/origin.ts';
import { AMPLE_LIMITS } from '../support/ample-limits.ts';
import { codeOf, wrongCodes } from '../support/code-of.ts';
import { addMailboxOwner } from '../support/mailbox-owner.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { memoryAdapters } from '../support/memory-adapters.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { USE_CASE_SETTINGS } from '../support/use-case-settings.ts';

// Two applications on one database, as two processes have it: they share nothing else.

const PAGE = { origin: 'https://regie.test' };
const RATE = { requests: 5, seconds: 900 };
const LIMITS = { ...AMPLE_LIMITS.actionRates, second_factor: { burst: RATE, sustained: RATE } };
const clock = new ManualClock(new Date('2026-11-23T10:00:00Z'));

let database: TestDatabase;
let storages: readonly ReturnType<typeof postgresStorageOn>[];
let processes: readonly ReturnType<typeof makeUseCases>[];
let ada: Mailbox;

beforeAll(async () => {
  database = await openTestDatabase();
  storages = [postgresStorageOn(database.pool), postgresStorageOn(database.pool)];
});
beforeEach(async () => {
  await database.pool.query(
    'DELETE FROM action_count; DELETE FROM openid_record; DELETE FROM mail_domain; DELETE FROM organization',
  );
  const [first] = storages;
  if (!first) throw new Error('no storage is open');
  ada = await addMailboxOwner(first.unitOfWork);
  processes = storages.map((storage) => {
    const adapters = {
      ...memoryAdapters(clock, PAGE.origin),
      ...storage,
      ids: { next: <Id extends string>() => randomUUID() as string as Id },
      randomness: { next: () => 0.5 },
      secrets: secretGenerator,
      actionCounters: new PgActionCounters(new PreparedStatements(database.pool), LIMITS),
    };
    return makeUseCases({ adapters, plugins: new InstalledPlugins([]), settings: USE_CASE_SETTINGS });
  });
});
afterAll(async () => {
  for (const storage of storages) await storage.close();
  await database.close();
});

const either = (index: number) => {
  const process = processes[index % processes.length];
  if (!process) throw new Error('no process is open');
  return process;
};
/** What each of many at once in both processes comes to. */
const atOnce = <T>(count: number, act: (process: ReturnType<typeof either>, index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(either(index), index)));
const outcomesOf = (verdicts: readonly { readonly outcome: string }[]) =>
  verdicts.map(({ outcome }) => outcome).toSorted();
const change = () => ({ mailboxId: ada.id, origin: ORIGIN, language: 'fr-fr' as const });

async function enrolTotp(name = 'Téléphone') {
  const offer = await either(0).beginTotpEnrolment(ada.id);
  const { secret = '', sealed = '' } = offer ?? {};
  const code = codeOf(secret, clock.now());
  const finished = await either(1).finishTotpEnrolment({ ...change(), sealed, name, code });
  if (finished.outcome !== 'enrolled') throw new Error(`not enrolled: ${finished.outcome}`);
  clock.advance(60);
  return { secret, sealed, code, recoveryCodes: finished.recoveryCodes ?? [] };
}
async function enrolPasskey(device: SoftwareAuthenticator) {
  const begun = await either(0).beginPasskeyEnrolment(ada.id, 'form');
  const response = device.create(begun?.options, PAGE);
  return either(1).finishPasskeyEnrolment({ ...change(), boundTo: 'form', response, name: 'Clé' });
}
const prove = async (device: SoftwareAuthenticator, boundTo: string) => {
  const { options } = await either(0).beginPasskeySignIn({ boundTo });
  return { boundTo, response: device.get(options, PAGE), origin: ORIGIN };
};

it('a code of an application is taken once', async () => {
  const { secret } = await enrolTotp();
  const code = codeOf(secret, clock.now());
  const attempt = { mailboxId: ada.id, code, origin: ORIGIN };
  expect(outcomesOf(await atOnce(4, (process) => process.verifyTotp(attempt)))).toEqual([
    'refused',
    'refused',
    'refused',
    'verified',
  ]);
});

it('a code before one that was taken is none, whoever has it', async () => {
  const { secret } = await enrolTotp();
  const codes = [-1, 0, 1].map((steps) => codeOf(secret, clock.now(), steps));
  const verdicts = await atOnce(3, (process, index) =>
    process.verifyTotp({ mailboxId: ada.id, code: codes[index] ?? '', origin: ORIGIN }),
  );
  expect(verdicts.some(({ outcome }) => outcome === 'verified')).toBe(true);
  for (const code of codes)
    expect(await either(0).verifyTotp({ mailboxId: ada.id, code, origin: ORIGIN })).not.toMatchObject({
      outcome: 'verified',
    });
});

it('codes are guessed five times, by however many', async () => {
  const { secret, recoveryCodes } = await enrolTotp();
  const wrong = wrongCodes(secret, clock.now(), 40);
  const verdicts = await atOnce(40, (process, index) => {
    const attempt = { mailboxId: ada.id, code: wrong[index] ?? '', origin: ORIGIN };
    return index % 3 === 0 ? process.verifyRecoveryCode(attempt) : process.verifyTotp(attempt);
  });
  expect(verdicts.filter(({ outcome }) => outcome === 'refused')).toHaveLength(5);
  const right = { mailboxId: ada.id, code: codeOf(secret, clock.now()), origin: ORIGIN };
  expect(await either(0).verifyTotp(right)).toMatchObject({ outcome: 'slowed_down' });
  const recovery = { ...right, code: recoveryCodes[0] ?? '' };
  expect(await either(1).verifyRecoveryCode(recovery)).toMatchObject({ outcome: 'slowed_down' });
  clock.advance(900);
});

it('a recovery code is taken once', async () => {
  const [code = ''] = (await enrolTotp()).recoveryCodes;
  const verdicts = await atOnce(4, (process) =>
    process.verifyRecoveryCode({ mailboxId: ada.id, code, origin: ORIGIN }),
  );
  expect(verdicts.filter(({ outcome }) => outcome === 'verified')).toHaveLength(1);
  expect((await either(0).listFactors(ada.id)).recoveryCodes).toMatchObject({ left: 9 });
});

it('of sets of recovery codes that are made at once, one is good', async () => {
  await enrolTotp();
  const sets = await atOnce(4, (process) => process.renewRecoveryCodes(change()));
  expect((await either(0).listFactors(ada.id)).recoveryCodes).toMatchObject({ left: 10 });
  const firsts = sets.map((set) => (set.outcome === 'renewed' ? (set.codes[0] ?? '') : ''));
  const verdicts = await Promise.all(
    firsts.map((code) => either(1).verifyRecoveryCode({ mailboxId: ada.id, code, origin: ORIGIN })),
  );
  expect(verdicts.filter(({ outcome }) => outcome === 'verified')).toHaveLength(1);
});

it('of enrolments at once, one is the first, and eleven are one too many', async () => {
  const offers = await atOnce(11, (process) => process.beginTotpEnrolment(ada.id));
  const finished = await atOnce(11, (process, index) => {
    const { secret = '', sealed = '' } = offers[index] ?? {};
    const code = codeOf(secret, clock.now());
    return process.finishTotpEnrolment({ ...change(), sealed, name: `Nr. ${index}`, code });
  });
  const enrolled = finished.filter((one) => one.outcome === 'enrolled');
  expect(enrolled).toHaveLength(10);
  expect(enrolled.filter(({ recoveryCodes }) => recoveryCodes !== null)).toHaveLength(1);
  expect(finished.filter(({ outcome }) => outcome === 'too_many')).toHaveLength(1);
});

it('the answer of a passkey is taken once', async () => {
  const device = new SoftwareAuthenticator();
  await enrolPasskey(device);
  const answer = await prove(device, 'sign-in');
  const verdicts = await atOnce(4, (process) => process.finishPasskeySignIn(answer));
  expect(outcomesOf(verdicts)).toEqual(['refused', 'refused', 'refused', 'verified']);
});

it('of a passkey and its copy, which present the same count at once, one is taken', async () => {
  const device = new SoftwareAuthenticator({ counts: true });
  await enrolPasskey(device);
  const answers = [await prove(device.clone(), 'a'), await prove(device.clone(), 'b')];
  const verdicts = await Promise.all(
    answers.map((answer, index) => either(index).finishPasskeySignIn(answer)),
  );
  expect(outcomesOf(verdicts)).toEqual(['refused', 'verified']);
});

it('nothing that proves a factor is readable in the database', async () => {
  const { secret, sealed, code, recoveryCodes } = await enrolTotp();
  const device = new SoftwareAuthenticator();
  await enrolPasskey(device);
  const offered = await either(0).beginTotpEnrolment(ada.id);
  const { boundTo, response } = await prove(device, 'the name of a sign-in');
  const [used = '', ...others] = recoveryCodes;
  await either(0).verifyRecoveryCode({ mailboxId: ada.id, code: used, origin: ORIGIN });
  await either(0).verifyTotp({ mailboxId: ada.id, code: codeOf(secret, clock.now()), origin: ORIGIN });
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const stored: string[] = [];
  for (const { name } of tables) {
    const { rows } = await database.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    stored.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  expect(stored.some((row) => row.includes('mailbox.recovery_code_used'))).toBe(true);
  const { challenge } = JSON.parse(
    Buffer.from(response.response.clientDataJSON, 'base64url').toString('utf8'),
  );
  const secrets = [secret, sealed, offered?.secret, offered?.sealed, challenge, boundTo, used, ...others]
    .filter((text) => text !== undefined)
    .flatMap((text) => [text, text.replaceAll('-', ''), Buffer.from(text).toString('hex')]);
  for (const hidden of secrets) expect(stored.filter((row) => row.includes(hidden))).toEqual([]);
  // Six digits may be in anything; those of a code are in no entry of the log.
  expect(stored.filter((row) => row.includes('audit_entry') && row.includes(`"${code}"`))).toEqual([]);
});
