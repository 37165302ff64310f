import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/signed-in-client.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';
import { askedBeforeCreation } from './chaos/asked-before-creation.ts';
import { compareSides, readOurState } from './chaos/both-sides.ts';
import { ChaosCaller } from './chaos/chaos-caller.ts';
import { compareMails } from './chaos/compare-mails.ts';
import { compareWithLog } from './chaos/compare-with-log.ts';
import { emptyQueue } from './chaos/empty-queue.ts';
import { FaultDriver } from './chaos/fault-driver.ts';
import { OperationLog } from './chaos/operation-log.ts';
import { PatientClient } from './chaos/patient-client.ts';
import { planOperations } from './chaos/plan-operations.ts';
import type { PlannedOperation } from './chaos/planned-operation.ts';
import { type RestartingApplication, startRestartingApplication } from './chaos/restarting-application.ts';
import { seededRandom } from './chaos/seeded-random.ts';

/** `CHAOS_SEED=7 npx vitest run tests/system/mail-chaos.test.ts` plans other operations and faults. */
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);
const OPERATIONS = 500;
/** Some aliases are gone when they are to be deleted: those deletions are not sent. */
const PLANNED = 530;
const DOMAINS = 20;
const CALLERS = 8;
const KILLS = 5;
/** For a slow machine; it is seconds. */
const LONGEST_WAIT_MS = 300_000;
/** Mails that were under way when the application was killed may be sent again: one for each connection. */
const SMTP_CONNECTIONS = 5;

let url: string;
let surroundings: Surroundings;
let application: RestartingApplication;

beforeAll(async () => {
  url = `http://localhost:${await freePort()}`;
  surroundings = await startSurroundings(url);
  application = startRestartingApplication(url, {
    ...surroundings.environment,
    MAIL_PROVISIONING_API_TIMEOUT: '1',
    // What mails say is compared with what opens mailboxes.
    MAIL_LINKS: 'direct',
    MAIL_PROVISIONING_WAIT: '1',
    LOGGING_LEVEL_LOGGERS_ROOT: 'ERROR',
  });
  await application.running();
});
afterAll(async () => {
  await application?.stop();
  await surroundings?.close();
});

/** Enabled domains; their slugs by name. They are asked for one after the other: chaos comes later. */
async function createDomains(client: PatientClient, names: readonly string[]): Promise<Map<string, string>> {
  const slugs = new Map<string, string>();
  for (const name of names) {
    const answer = await client.send('POST', 'mail-domains/', { name, support_email: `support@${name}` });
    expect(answer).toMatchObject({ status: 201 });
    slugs.set(name, String(answer?.body.slug));
  }
  for (const slug of slugs.values()) {
    await eventually(
      async () =>
        expect(await client.send('GET', `mail-domains/${slug}/`)).toMatchObject({
          body: { status: 'enabled' },
        }),
      { patience: LONGEST_WAIT_MS, interval: 200 },
    );
  }
  return slugs;
}

/** Carries out the plan with several callers; kills the application now and then. */
async function unleash(plan: readonly PlannedOperation[], caller: ChaosCaller, faults: FaultDriver) {
  const waiting = [...plan];
  const kills: Promise<void>[] = [];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      faults.inject(next);
      await caller.carryOut(next);
      done += 1;
      if (kills.length < KILLS && done >= ((kills.length + 1) * plan.length) / (KILLS + 1)) {
        kills.push(application.kill());
      }
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, work));
  await Promise.all(kills);
}

const counts = (values: readonly string[]): string =>
  [...new Set(values)]
    .map((value) => `${values.filter((other) => other === value).length} ${value}`)
    .join(', ');

it('500 operations through faults and kills leave Régie, dimail and the owners with what was acknowledged', async () => {
  const { dimail, mails, database } = surroundings;
  process.stdout.write(`chaos with CHAOS_SEED=${SEED}\n`);
  const names = Array.from({ length: DOMAINS }, (_, n) => `chaos-${n}.example.fr`);
  const client = new PatientClient((await signIn(url)).rest, application);
  const log = new OperationLog();
  const caller = new ChaosCaller(client, log, await createDomains(client, names));

  const beganAt = performance.now();
  const faults = new FaultDriver(dimail.control);
  await unleash(planOperations(seededRandom(SEED), names, PLANNED), caller, faults);
  const unleashed = performance.now();
  faults.recover();
  await emptyQueue(database.pool, LONGEST_WAIT_MS);
  const settled = performance.now();

  const ours = await readOurState(database.pool);
  const held = dimail.control.dump();
  const repeated = mails.messages().length - new Set(mails.messages().map(({ messageId }) => messageId)).size;
  const early = await askedBeforeCreation(database.pool);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  process.stdout.write(
    [
      `${log.entries.length} requests for ${PLANNED} operations (${caller.withoutTarget} without target) in ${seconds(unleashed - beganAt)}, queue empty ${seconds(settled - unleashed)} later`,
      `answers: ${counts(log.entries.map(({ outcome }) => outcome))}`,
      `kinds: ${counts(log.entries.map(({ operation }) => operation.kind))}`,
      `faults: ${[...faults.injected].map(([kind, times]) => `${times} ${kind}`).join(', ')}; ${application.kills} kills`,
      `${early} changes of mailboxes asked for before their creation was done`,
      `${held.mailboxes.length} mailboxes, ${held.aliases.length} aliases; ${mails.messages().length} mails, ${repeated} of them repeated; ${dimail.control.requests().length} calls to dimail`,
      '',
    ].join('\n'),
  );

  expect(log.entries.length).toBeGreaterThanOrEqual(OPERATIONS);
  expect(application.kills).toBe(KILLS);
  expect(compareSides(ours, held)).toEqual([]);
  expect(compareWithLog(log.entries, ours)).toEqual([]);
  expect(
    compareMails(
      log.entries,
      ours,
      (to) => mails.messages({ to }),
      (...of) => dimail.control.passwordOpens(...of),
    ),
  ).toEqual([]);
  expect(repeated).toBeLessThanOrEqual(KILLS * SMTP_CONNECTIONS);
}, 900_000);
