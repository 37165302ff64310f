/**
 * `npm run drill:soak -- --minutes 30`: a web and a worker process of the built program under a steady mixed load. Memory,
 * handles and connections are read all the time; fails when one of them does not stay level in the second half, or a
 * request fails. Options: `--minutes N` (30), `--rate N` (10 new mailboxes and twice as many other requests a second),
 * `--no-build`.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../../dev/companion/free-port.ts';
import { openProgramDatabases, withClient } from '../../tests/support/program-databases.ts';
import { compareMailboxes } from '../drills/compare-mailboxes.ts';
import { openDrillFolders } from '../drills/drill-folders.ts';
import { MailboxWriters } from '../drills/mailbox-writers.ts';
import { MixedRequests } from '../drills/mixed-requests.ts';
import { startOuterSystems } from '../drills/outer-systems.ts';
import { preparePerson } from '../drills/prepare-person.ts';
import { startRegieProcess } from '../drills/regie-process.ts';
import { runDrill } from '../drills/run-drill.ts';
import { buildApplication, print } from '../http/benchmark-program.ts';
import { type Allowance, trendOf } from './level.ts';
import { type Figure, type Samples, sampleProcesses, type Watched } from './sample-processes.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'infrastructure', 'main.js');
const DOMAINS = 8;
const SAMPLE_MS = 2_000;
const ROLES = ['web', 'worker'] as const;
/** Memory follows when garbage is collected, and caches fill; handles and connections come and go with requests. */
const ALLOWANCES: Readonly<Record<Figure, Allowance>> = {
  'resident memory (MB)': { share: 0.12, absolute: 15 },
  'heap (MB)': { share: 0.15, absolute: 10 },
  'file handles': { share: 0.25, absolute: 10 },
  'active resources': { share: 0.25, absolute: 10 },
  'database connections': { share: 0.1, absolute: 4 },
};

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    rate: { type: 'string', default: '10' },
    'no-build': { type: 'boolean', default: false },
  },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];

await runDrill(async (started) => {
  if (!values['no-build']) buildApplication();
  const { logs, removeData } = await openDrillFolders('soak');
  started(removeData);
  const databases = await openProgramDatabases();
  started(() => databases.close());
  const databaseUrl = await databases.create('soak');
  const { dimail, mail, environmentFor } = await startOuterSystems(started);
  const environment = environmentFor(databaseUrl);
  execFileSync(process.execPath, [PROGRAM, 'migrate'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const person = await preparePerson(databaseUrl, dimail, DOMAINS);

  const watched: Watched[] = [];
  const urls: string[] = [];
  for (const role of ROLES) {
    const metricsPort = String(await freePort());
    const running = await startRegieProcess({
      name: role,
      program: PROGRAM,
      args: [`--${role}`],
      environment: { ...environment, METRICS_PORT: metricsPort },
      log: join(logs, `${role}.log`),
    });
    started(() => running.stop());
    watched.push({ name: role, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` });
    urls.push(running.url);
  }
  const [url = ''] = urls;

  const writers = MailboxWriters.start({ urls: [url], person, perSecond: rate });
  started(() => writers.abandon());
  const others = MixedRequests.start({ url, person, perSecond: 2 * rate });
  started(() => others.abandon());
  print(
    `${minutes} minutes of ${rate} new mailboxes and ${2 * rate} other requests a second; logs in ${logs}`,
  );
  const samples: Samples = new Map();
  await withClient(databaseUrl, async (client) => {
    const beganAt = performance.now();
    const seconds = () => (performance.now() - beganAt) / 1_000;
    while (seconds() < minutes * 60) {
      await sampleProcesses({ watched, client, into: samples }, seconds());
      await delay(SAMPLE_MS);
    }
  });
  await Promise.all([writers.stop(), others.stop()]);

  const { wrong, counts } = await compareMailboxes({ databaseUrl, writers, dimail, mail });
  const trends = [...samples].map(([name, { figure, samples: seen }]) => ({
    name,
    ...trendOf(seen, ALLOWANCES[figure]),
  }));
  return {
    counts: [
      ...trends.map(
        ({ name, lowest, peak, growth }) =>
          `${name}: ${lowest.toFixed(0)} at least in the second half, ${peak.toFixed(0)} at most, ` +
          `${growth >= 0 ? '+' : ''}${growth.toFixed(1)} over the second half`,
      ),
      ...counts,
      `${others.answered} other requests, the slowest ${(others.longestWait / 1_000).toFixed(1)} s`,
    ],
    wrong: [
      ...trends.flatMap(({ name, growth, isLevel }) =>
        isLevel ? [] : [`not level: ${name} grew by ${growth.toFixed(1)} in the second half`],
      ),
      ...others.failures,
      ...wrong,
    ],
  };
});
