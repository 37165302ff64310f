import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundledProgram, RUN_BUNDLED } from '../../dev/companion/bundled-program.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import { eventually } from '../support/eventually.ts';
import { descendantsOf, stillRunning } from '../support/process-tree.ts';
import { signIn } from '../support/signed-in-client.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'src', 'infrastructure', 'main.ts');
const CLIENTS = 8;
const DOMAIN = 'several.example.fr';

let url: string;
let metricsUrl: string;
let surroundings: Surroundings;
let parent: ChildProcess | undefined;

beforeAll(async () => {
  url = `http://localhost:${await freePort()}`;
  metricsUrl = `http://127.0.0.1:${await freePort()}/metrics`;
  surroundings = await startSurroundings(url);
});
afterAll(async () => {
  if (parent?.exitCode === null && parent.signalCode === null) parent.kill('SIGKILL');
  await surroundings?.close();
});

/** Two processes that answer, and one that carries out jobs, once all of them do. */
async function start(): Promise<ChildProcess> {
  parent = spawn(
    process.execPath,
    [...RUN_BUNDLED, await bundledProgram(PROGRAM), 'start', '--processes', '2'],
    {
      env: {
        PATH: process.env['PATH'],
        ...surroundings.environment,
        METRICS_PORT: new URL(metricsUrl).port,
        MAIL_PROVISIONING_WAIT: '30',
        BURST_THROTTLE_RATES: '100000/minute',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  await allRun();
  return parent;
}

/** The lines of metrics, by what stands before the value. */
async function metrics(): Promise<Readonly<Record<string, number>>> {
  const lines = (await (await fetch(metricsUrl)).text()).split('\n').filter((line) => /^[a-z]/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

const allRun = () =>
  eventually(
    async () => {
      const now = await metrics();
      expect(now['regie_processes{role="web",state="running"}']).toBe(2);
      expect(now['regie_processes{role="web",state="silent"}']).toBe(0);
      expect(now['regie_processes{role="worker",state="silent"}']).toBe(0);
      expect((await fetch(`${url}/__lbheartbeat__`)).status).toBe(200);
    },
    { patience: 120_000, interval: 200 },
  );

/** The numbers of the processes that `parent` started for one role. */
async function pidsOf(role: 'web' | 'worker'): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => Number(ppid) === parent?.pid && args.at(-1) === `--${role}`)
    .map(([pid]) => Number(pid));
}

const ANSWERED =
  'regie_http_request_duration_seconds_count{method="GET",route="/api/v1.0/config/",status="200"}';

/** Asks on a connection of its own, which goes to whichever process has time. */
const ask = () =>
  fetch(`${url}/api/v1.0/config/`, {
    headers: { connection: 'close' },
    signal: AbortSignal.timeout(60_000),
  }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status === 200;
    },
    () => false,
  );

it('answers on one port, survives the end of a process, and ends in order', async () => {
  const { pid = 0 } = await start();
  const person = await signIn(url);
  const { slug } = await person.regie.mailDomains.create.mutate({
    name: DOMAIN,
    supportEmail: `s@${DOMAIN}`,
  });
  const webs = await pidsOf('web');
  expect(webs).toHaveLength(2);
  expect(await pidsOf('worker')).toHaveLength(1);

  // Metrics are the sum of what both have answered.
  const answers = await Promise.all(Array.from({ length: 40 }, ask));
  expect(answers).not.toContain(false);
  await eventually(async () => expect((await metrics())[ANSWERED]).toBe(40));

  let isAsking = true;
  let [asked, failed] = [0, 0];
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (isAsking) {
      asked += 1;
      if (!(await ask())) failed += 1;
    }
  });
  await eventually(() => expect(asked).toBeGreaterThan(50));
  process.kill(webs[0] ?? 0, 'SIGKILL');
  const before = asked;
  await eventually(() => expect(asked).toBeGreaterThan(before + 100));
  await eventually(
    async () => {
      expect((await metrics())['regie_process_restarts_total{role="web"}']).toBe(1);
      expect(await pidsOf('web')).toHaveLength(2);
    },
    { patience: 60_000 },
  );
  await allRun();
  expect(await pidsOf('web')).not.toContain(webs[0]);
  isAsking = false;
  await Promise.all(clients);
  // Each client has one request under way at a time.
  expect(failed).toBeLessThanOrEqual(CLIENTS);
  // What the killed process had answered when it was last asked still counts.
  expect((await metrics())[ANSWERED]).toBeGreaterThanOrEqual(40);

  surroundings.dimail.control.setLatency({ min: 1_000, max: 1_000 });
  const creating = person.rest('POST', `mail-domains/${slug}/mailboxes/`, {
    first_name: 'Ada',
    last_name: 'Lovelace',
    local_part: 'ada',
    secondary_email: 'ada@perso.example',
  });
  await eventually(async () => {
    const { rows } = await surroundings.database.pool.query(
      `SELECT FROM graphile_worker.jobs WHERE task_identifier = 'provision_mailbox' AND locked_at IS NOT NULL`,
    );
    expect(rows).toHaveLength(1);
  });
  const family = await descendantsOf(pid);
  const ended = once(parent as ChildProcess, 'exit');
  process.kill(pid, 'SIGTERM');
  expect((await creating).status).toBe(201);
  expect(await ended).toEqual([0, null]);
  await eventually(async () => expect(await stillRunning(family)).toEqual([]));
});

it('leaves no process behind when it is killed itself', async () => {
  const { pid = 0 } = await start();
  const family = await descendantsOf(pid);
  expect((await pidsOf('web')).length + (await pidsOf('worker')).length).toBe(3);
  process.kill(pid, 'SIGKILL');
  await eventually(async () => expect(await stillRunning(family)).toEqual([]), { patience: 60_000 });
});
