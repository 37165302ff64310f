/**
 * `npm run drill:failover`: two web and two worker processes of the built program write to a PostgreSQL under Patroni
 * whose primary is killed three times. Nothing acknowledged may be missing afterwards, nothing done twice, no process may
 * end, and every refused write has to be told as one. Options: `--kills machine,postgres,machine`, `--members N` (3),
 * `--rate N` (25 writes a second), `--no-build`.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withClient } from '../../tests/support/program-databases.ts';
import { become } from '../drills/become.ts';
import { compareMailboxes } from '../drills/compare-mailboxes.ts';
import { openDrillFolders } from '../drills/drill-folders.ts';
import { installedPostgres, installedPrograms } from '../drills/installed-programs.ts';
import { MailboxWriters } from '../drills/mailbox-writers.ts';
import { startOuterSystems } from '../drills/outer-systems.ts';
import { preparePerson } from '../drills/prepare-person.ts';
import { type RegieProcess, startRegieProcess } from '../drills/regie-process.ts';
import { runDrill } from '../drills/run-drill.ts';
import { buildApplication, print } from '../http/benchmark-program.ts';
import { type Kill, startPatroniCluster } from './patroni-cluster.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'infrastructure', 'main.js');
const DOMAINS = 8;
/** Acknowledged writes before each kill and after the last one. */
const STEADY = 200;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: 'machine,postgres,machine' },
    members: { type: 'string', default: '3' },
    rate: { type: 'string', default: '25' },
    'no-build': { type: 'boolean', default: false },
  },
});
const isKill = (text: string): text is Kill => text === 'machine' || text === 'postgres';
const kills = values.kills.split(',').filter(isKill);

await runDrill(async (started) => {
  const programs = installedPrograms({
    etcd: 'etcd-server',
    patroni: 'patroni',
    haproxy: 'haproxy',
  });
  const postgres = installedPostgres([
    'initdb',
    'pg_basebackup',
    'pg_controldata',
    'pg_ctl',
    'pg_rewind',
    'postgres',
  ]);
  if (!values['no-build']) buildApplication();
  const { data, logs, removeData } = await openDrillFolders('failover');
  started(removeData);
  const cluster = await startPatroniCluster({
    programs,
    postgres,
    data,
    logs,
    members: Number(values.members),
    started,
  });
  print(`PostgreSQL under Patroni with ${values.members} members; logs in ${logs}`);

  const password = randomBytes(12).toString('hex');
  await withClient(cluster.adminUrl, async (client) => {
    await client.query(`CREATE ROLE regie LOGIN PASSWORD '${password}'`);
    await client.query('CREATE DATABASE regie OWNER regie');
  });
  const url = new URL(cluster.adminUrl);
  [url.username, url.password, url.pathname] = ['regie', password, '/regie'];
  const databaseUrl = url.href;

  const { dimail, mail, environmentFor } = await startOuterSystems(started);
  const environment = environmentFor(databaseUrl);
  execFileSync(process.execPath, [PROGRAM, 'migrate'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const person = await preparePerson(databaseUrl, dimail, DOMAINS);

  const processes: RegieProcess[] = [];
  const start = async (name: string, role: 'web' | 'worker') => {
    const log = join(logs, `${name}.log`);
    const args = [`--${role}`];
    const running = await startRegieProcess({ name, program: PROGRAM, args, environment, log });
    started(() => running.stop());
    processes.push(running);
    return running;
  };
  const web = [await start('web1', 'web'), await start('web2', 'web')];
  for (const name of ['worker1', 'worker2']) await start(name, 'worker');

  const writers = MailboxWriters.start({
    urls: web.map((each) => each.url),
    person,
    perSecond: Number(values.rate),
  });
  started(() => writers.abandon());
  const answersGoOn = async () => {
    const enough = writers.acknowledged.length + STEADY;
    await become(
      `${STEADY} more writes are acknowledged`,
      () => writers.acknowledged.length >= enough || undefined,
    );
  };
  for (const kill of kills) {
    await cluster.isWhole();
    await answersGoOn();
    writers.takeSilence();
    const { killed, promoted, seconds } = await cluster.killPrimary(kill);
    await answersGoOn();
    print(
      `${kill} of ${killed} killed: ${promoted} was the primary after ${seconds.toFixed(1)} s, ` +
        `no write was acknowledged for ${(writers.takeSilence() / 1_000).toFixed(1)} s`,
    );
  }
  await cluster.isWhole();
  await answersGoOn();
  await writers.stop();
  const ended = processes.flatMap(({ name, end }) =>
    end() === undefined ? [] : [`${name} ended (${end()})`],
  );
  const { wrong, counts } = await compareMailboxes({ databaseUrl, writers, dimail, mail });
  return { counts, wrong: [...ended, ...wrong] };
});
