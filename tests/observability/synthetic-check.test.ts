import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { type Application, startApplication } from '../../src/infrastructure/start-application.ts';
import { eventually } from '../support/eventually.ts';
import { type SignedIn, signIn } from '../support/signed-in-client.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';

const NAME = 'checks.example.fr';

let metricsUrl: string;
let surroundings: Surroundings;
let application: Application;
let person: SignedIn;
let database: Client;

beforeAll(async () => {
  const url = `http://localhost:${await freePort()}`;
  const port = await freePort();
  metricsUrl = `http://127.0.0.1:${port}/metrics`;
  surroundings = await startSurroundings(url);
  const settings = loadSettings({
    ...surroundings.environment,
    METRICS_PORT: String(port),
    SYNTHETIC_CHECK_DOMAIN: 'checksexamplefr',
    LOGGING_LEVEL_LOGGERS_ROOT: 'CRITICAL',
  });
  const { useCases } = settings;
  const impatient = useCases.syntheticCheck && { ...useCases.syntheticCheck, lateAfterMs: 10_000 };
  application = await startApplication({ ...settings, useCases: { ...useCases, syntheticCheck: impatient } });
  person = await signIn(url);
  database = new Client({ connectionString: surroundings.database.url });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  for (const step of application?.steps ?? []) await step.stop();
  await surroundings?.close();
});

/** How many steps have ended, as in `made done`. */
async function read(): Promise<Readonly<Record<string, number>>> {
  const lines = (await (await fetch(metricsUrl)).text()).matchAll(
    /^regie_synthetic_check_duration_seconds_count\{step="(\w+)",outcome="(\w+)"\} (\d+)$/gm,
  );
  return Object.fromEntries(
    [...lines].map(([, step, outcome, count]) => [`${step} ${outcome}`, Number(count)]),
  );
}

/** What the schedule does. */
const check = () => database.query(`SELECT graphile_worker.add_job('check_mail_service')`);

it('says so where its domain is not enabled', async () => {
  await check();
  await eventually(async () => expect(await read()).toEqual({ 'made refused': 1 }));
});

it('has a mailbox made, changed and disabled, and the same one enabled by the next check', async () => {
  await person.regie.mailDomains.create.mutate({ name: NAME, supportEmail: `s@${NAME}` });
  await eventually(async () => {
    const domain = await person.regie.mailDomains.get.query({ slug: 'checksexamplefr' });
    expect(domain.status).toBe('enabled');
  });
  await check();
  const once = { 'made refused': 1, 'made done': 1, 'changed done': 1, 'disabled done': 1 };
  await eventually(async () => expect(await read()).toEqual(once));
  await check();
  const twice = { ...once, 'enabled done': 1, 'changed done': 2, 'disabled done': 2 };
  await eventually(async () => expect(await read()).toEqual(twice));
  const { items } = await person.regie.mailboxes.list.query({ domainSlug: 'checksexamplefr' });
  expect(items).toMatchObject([{ localPart: expect.stringMatching(/^regie-check-/), status: 'disabled' }]);
  expect(surroundings.mails.messages().filter(({ to }) => to.includes(NAME))).toEqual([]);
});

it('says that the mail service is late, and leaves it at that', async () => {
  const before = await read();
  await surroundings.dimail.close();
  await check();
  await eventually(async () => expect(await read()).toEqual({ ...before, 'enabled late': 1 }));
});
