import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import type { ProcessRole } from '../../src/infrastructure/processes/process-role.ts';
import { type Application, startApplication } from '../../src/infrastructure/start-application.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/signed-in-client.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';

let url: string;
let surroundings: Surroundings;
const running: Application[] = [];

beforeAll(async () => {
  url = `http://localhost:${await freePort()}`;
  surroundings = await startSurroundings(url);
});
afterAll(async () => {
  for (const { steps } of running) for (const step of steps) await step.stop();
  await surroundings?.close();
});

async function start(role: ProcessRole, more: Readonly<Record<string, string>> = {}) {
  const settings = loadSettings({ ...surroundings.environment, REGIE_ENV: 'dev', ...more });
  const application = await startApplication(settings, { role });
  running.push(application);
  return application;
}

const heartbeat = async (address: string) => {
  const answer = await fetch(`${address}/__heartbeat__`);
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
};

it('answers requests in one process, and carries out their jobs in another', async () => {
  await start('web');
  const { status, body } = await heartbeat(url);
  expect({ status, role: body['role'] }).toEqual({ status: 200, role: 'web' });
  expect(body['checks']).not.toHaveProperty('worker');
  const { regie } = await signIn(url);
  const name = 'roles.example.fr';
  // The answer waits for what a job is told by the mail service.
  const creating = regie.mailDomains.create.mutate({ name, supportEmail: `support@${name}` });
  await eventually(async () => {
    const { rows } = await surroundings.database.pool.query(
      `SELECT attempts, locked_at FROM graphile_worker.jobs WHERE task_identifier = 'register_mail_domain'`,
    );
    expect(rows).toEqual([{ attempts: 0, locked_at: null }]);
  });
  const metricsPort = String(await freePort());
  const worker = await start('worker', { PORT: '0', METRICS_PORT: metricsPort });
  expect(await creating).toMatchObject({ name });
  const address = `http://localhost:${worker.port}`;
  const beat = await heartbeat(address);
  expect({ status: beat.status, role: beat.body['role'] }).toEqual({ status: 200, role: 'worker' });
  expect(beat.body['checks']).toMatchObject({ worker: 'ok', database: 'ok' });
  expect((await fetch(`${address}/__lbheartbeat__`)).status).toBe(200);
  for (const path of ['/api/v1.0/config/', '/trpc/users.me', '/console/', '/o/authorize/', '/'])
    expect([path, (await fetch(`${address}${path}`)).status]).toEqual([path, 404]);
  const metrics = await (await fetch(`http://localhost:${metricsPort}/metrics`)).text();
  expect(metrics).toMatch(
    /^regie_job_duration_seconds_count\{job="register_mail_domain",outcome="done"\} 1$/m,
  );
});

it('starts no worker that may carry out nothing', async () => {
  await expect(start('worker', { JOB_CONCURRENCY: '0' })).rejects.toThrow('JOB_CONCURRENCY');
});
