/**
 * `npm run drill:rolling`: the last release and the present build run side by side on one database behind HAProxy. Two web
 * processes and a worker are replaced in turn, old by new and then back, under load: no request may fail, no job may be
 * lost or done twice. Options: `--rate N` (10 new mailboxes and as many other requests a second), `--no-build`.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { freePort } from '../../dev/companion/free-port.ts';
import { openProgramDatabases } from '../../tests/support/program-databases.ts';
import { become } from '../drills/become.ts';
import { compareMailboxes } from '../drills/compare-mailboxes.ts';
import { openDrillFolders } from '../drills/drill-folders.ts';
import { startHaproxy } from '../drills/haproxy.ts';
import { installedPrograms } from '../drills/installed-programs.ts';
import { MailboxWriters } from '../drills/mailbox-writers.ts';
import { MixedRequests } from '../drills/mixed-requests.ts';
import { startOuterSystems } from '../drills/outer-systems.ts';
import { preparePerson } from '../drills/prepare-person.ts';
import { type RegieProcess, startRegieProcess } from '../drills/regie-process.ts';
import { runDrill } from '../drills/run-drill.ts';
import { addressOf } from '../drills/what-is-wrong.ts';
import { buildApplication, print } from '../http/benchmark-program.ts';
import { releasedBuild } from './released-build.ts';

const PRESENT = join(import.meta.dirname, '..', '..', 'dist', 'infrastructure', 'main.js');
const DOMAINS = 8;
/** Acknowledged writes before and after each replacement. */
const STEADY = 100;
/** Failed requests shown for each step. */
const SHOWN = 8;
/** Seconds for which probes fail before a process ends: longer than HAProxy needs to notice. */
const LAME_DUCK_SECONDS = '4';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '10' },
    'no-build': { type: 'boolean', default: false },
  },
});

type Release = Readonly<{ name: string; program: string; startsByRole: boolean }>;
type Role = 'web' | 'worker';
type Place = Readonly<{ name: string; role: Role; port: number }>;

await runDrill(async (started) => {
  const { haproxy } = installedPrograms({ haproxy: 'haproxy' });
  if (!values['no-build']) buildApplication();
  const released = await releasedBuild(print);
  const before: Release = { name: released.version, program: released.program, startsByRole: false };
  const present: Release = { name: 'present', program: PRESENT, startsByRole: true };

  const { data, logs, removeData } = await openDrillFolders('rolling');
  started(removeData);
  const databases = await openProgramDatabases();
  started(() => databases.close());
  const databaseUrl = await databases.create('rolling');
  const { dimail, mail, environmentFor } = await startOuterSystems(started);
  const environment = {
    ...environmentFor(databaseUrl),
    SHUTDOWN_DELAY: LAME_DUCK_SECONDS,
    // Release 0.1.0 knows no mails that lead to pages of ours; the manual asks for this while there is a way back to it.
    MAIL_LINKS: 'direct',
  };
  // Not synchronously: requests go on meanwhile.
  const migrate = ({ program }: Release) =>
    promisify(execFile)(process.execPath, [program, 'migrate'], { env: environment });

  const running = new Map<string, RegieProcess>();
  const start = async ({ name, role, port }: Place, release: Release): Promise<void> => {
    const byRole = { args: [`--${role}`], environment };
    const bySetting = {
      environment: role === 'web' ? { ...environment, JOB_CONCURRENCY: '0' } : environment,
    };
    const log = join(logs, `${name}.log`);
    const how = release.startsByRole ? byRole : bySetting;
    const fresh = await startRegieProcess({ name, program: release.program, log, port, ...how });
    started(() => fresh.stop());
    running.set(name, fresh);
  };

  const places: readonly Place[] = [
    { name: 'web1', role: 'web', port: await freePort() },
    { name: 'web2', role: 'web', port: await freePort() },
    { name: 'worker', role: 'worker', port: await freePort() },
  ];
  await migrate(before);
  const person = await preparePerson(databaseUrl, dimail, DOMAINS);
  for (const place of places) await start(place, before);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const web = places.filter(({ role }) => role === 'web');
  const balancer = await startHaproxy({
    haproxy,
    file: join(data, 'haproxy.cfg'),
    log: join(logs, 'haproxy.log'),
    port,
    lines: [
      'mode http',
      'timeout connect 2s',
      'timeout client 60s',
      'timeout server 60s',
      'option http-server-close',
      'option redispatch 1',
      'retries 3',
      'option httpchk GET /__lbheartbeat__',
      'timeout check 5s',
      'default-server inter 1s fall 2 rise 1',
      ...web.map((place) => `server ${place.name} 127.0.0.1:${place.port} check`),
    ],
  });
  started(() => balancer.stop());
  await become(
    'HAProxy leads to a process',
    async () => (await fetch(`${url}/__lbheartbeat__`)).ok || undefined,
  );

  const writers = MailboxWriters.start({ urls: [url], person, perSecond: Number(values.rate) });
  started(() => writers.abandon());
  const others = MixedRequests.start({ url, person, perSecond: Number(values.rate) });
  started(() => others.abandon());
  const answersGoOn = async () => {
    const enough = writers.acknowledged.length + STEADY;
    await become(
      `${STEADY} more writes are acknowledged`,
      () => writers.acknowledged.length >= enough || undefined,
    );
  };
  const failed = (): readonly string[] => [
    ...others.failures,
    ...writers.failures,
    ...[...writers.refused, ...writers.uncertain].map((wanted) => `${addressOf(wanted)}: 503`),
  ];
  /** Does something under load, and says how many requests failed meanwhile, and how the first of them. */
  const underLoad = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    const known = new Set(failed());
    await act();
    await answersGoOn();
    const lines = failed().filter((line) => !known.has(line));
    print(`${what}: ${lines.length} requests failed`);
    for (const line of lines.slice(0, SHOWN)) print(`  ${line}`);
  };
  const wrongEnds: string[] = [];
  const replaceAll = async (from: Release, to: Release) => {
    for (const place of places) {
      await answersGoOn();
      const old = running.get(place.name);
      // Some requests wait for their job, and are refused while nobody carries out any: the new worker comes first.
      const isWorker = place.role === 'worker';
      if (isWorker) await start({ ...place, port: await freePort() }, to);
      await old?.stop();
      if (old?.end() !== 'code 0') wrongEnds.push(`${place.name} of ${from.name} ended with ${old?.end()}`);
      if (!isWorker) await start(place, to);
      // Until HAProxy has seen that it works, the other one answers alone.
      if (!isWorker) await answersGoOn();
    }
  };
  const replace = (from: Release, to: Release) =>
    underLoad(`${from.name} → ${to.name}, ${places.length} processes`, () => replaceAll(from, to));
  await answersGoOn();
  await underLoad('migrated to the present schema', () => migrate(present));
  await replace(before, present);
  await replace(present, before);
  await replace(before, present);
  await Promise.all([writers.stop(), others.stop()]);

  const { wrong, counts } = await compareMailboxes({ databaseUrl, writers, dimail, mail });
  return {
    counts: [
      ...counts,
      `${others.answered} other requests, the slowest ${(others.longestWait / 1_000).toFixed(1)} s`,
    ],
    wrong: [
      ...wrongEnds,
      ...others.failures,
      ...[...writers.refused, ...writers.uncertain].map(
        (wanted) => `failed: ${addressOf(wanted)} was answered with 503`,
      ),
      ...wrong,
    ],
  };
});
