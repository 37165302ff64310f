import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../../dev/companion/free-port.ts';
import { postgresAccount } from '../../dev/postgres/postgres-account.ts';
import { descendantsOf } from '../../tests/support/process-tree.ts';
import { type BackgroundProgram, startBackgroundProgram } from '../drills/background-program.ts';
import { become } from '../drills/become.ts';
import { startHaproxy } from '../drills/haproxy.ts';
import type { Started } from '../drills/run-drill.ts';

/** What is killed: the whole machine of the primary, or its PostgreSQL alone, which leaves Patroni to notice. */
export type Kill = 'machine' | 'postgres';

export type PatroniCluster = Readonly<{
  /** Of a superuser, through HAProxy, which leads to whoever is the primary. */
  adminUrl: string;
  /** Waits until a standby is synchronous and every member runs. */
  isWhole(): Promise<void>;
  /** Kills the primary (SIGKILL), waits for another one, and starts again what was killed. @returns seconds until there was another */
  killPrimary(kill: Kill): Promise<{ killed: string; promoted: string; seconds: number }>;
}>;

type Options = Readonly<{
  programs: Readonly<Record<'etcd' | 'patroni' | 'haproxy', string>>;
  /** Folder with the programs of PostgreSQL. */
  postgres: string;
  data: string;
  logs: string;
  members: number;
  started: Started;
}>;

type Member = Readonly<{ name: string; postgresPort: number; apiPort: number; folder: string; file: string }>;

/** Of `GET /cluster` of Patroni. */
type Seen = Readonly<{
  members: readonly Readonly<{
    name: string;
    role: string;
    state: string;
    timeline?: number;
    lag?: number | string;
  }>[];
}>;

const SUPERUSER = 'administrator';
const RUNS = ['running', 'streaming'];

/** PostgreSQL under Patroni, strictly synchronous, with etcd, and HAProxy in front, as an installation has it. */
export async function startPatroniCluster(options: Options): Promise<PatroniCluster> {
  const { programs, postgres: binFolder, data, logs, members: count, started } = options;
  const account = await postgresAccount();
  const ports = await freePorts(2 * count + 3);
  const take = () => ports.pop() ?? 0;
  const password = randomBytes(12).toString('hex');

  const [etcdPort, etcdPeerPort, port] = [take(), take(), take()];
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const etcd = await startBackgroundProgram({
    name: 'etcd',
    command: programs.etcd,
    args: [
      ...[
        '--data-dir',
        join(data, 'etcd'),
        '--listen-client-urls',
        etcdUrl,
        '--advertise-client-urls',
        etcdUrl,
      ],
      ...['--listen-peer-urls', `http://127.0.0.1:${etcdPeerPort}`],
    ],
    log: join(logs, 'etcd.log'),
  });
  started(() => etcd.stop());
  await become('etcd answers', async () => (await fetch(`${etcdUrl}/health`)).ok || undefined);

  const members: Member[] = [];
  for (let number = 1; number <= count; number += 1) {
    const name = `member${number}`;
    const folder = join(data, name);
    await mkdir(folder);
    if (account) await chown(folder, account.uid, account.gid);
    const member = { name, postgresPort: take(), apiPort: take(), folder, file: join(data, `${name}.json`) };
    await writeFile(member.file, JSON.stringify(configurationOf(member, { etcdPort, binFolder, password })));
    await chmod(member.file, 0o644);
    members.push(member);
  }

  const running = new Map<string, BackgroundProgram>();
  const start = async (member: Member): Promise<void> => {
    const program = await startBackgroundProgram({
      name: `patroni of ${member.name}`,
      command: programs.patroni,
      args: [member.file],
      account,
      log: join(logs, `${member.name}.log`),
      environment: { HOME: member.folder, LANG: 'C.UTF-8' },
    });
    running.set(member.name, program);
  };
  started(async () => {
    for (const program of running.values()) await program.stop();
    // Patroni stops its PostgreSQL in order; what is left of one that could not be stopped.
    for (const member of members) await killPostgres(member);
  });

  const see = async (): Promise<Seen> => {
    for (const { apiPort } of members) {
      const response = await fetch(`http://127.0.0.1:${apiPort}/cluster`, {
        signal: AbortSignal.timeout(2_000),
      }).catch(() => undefined);
      if (response?.ok) return (await response.json()) as Seen;
    }
    throw new Error('no Patroni answers');
  };
  const leader = async (): Promise<string | undefined> => {
    for (const { name, apiPort } of members) {
      const response = await fetch(`http://127.0.0.1:${apiPort}/primary`, {
        signal: AbortSignal.timeout(2_000),
      }).catch(() => undefined);
      if (response?.ok) return name;
    }
    return undefined;
  };
  const isWhole = async (): Promise<void> => {
    let seen: Seen | undefined;
    await become('every member runs, one of them as synchronous standby', async () => {
      seen = await see();
      const works = seen.members.filter(({ state }) => RUNS.includes(state));
      const isSynchronous = works.some(({ role }) => role === 'sync_standby');
      return (works.length === count && isSynchronous) || undefined;
    }).catch((cause: Error) => {
      throw new Error(`${cause.message}; Patroni says ${JSON.stringify(seen?.members)}`, { cause });
    });
  };

  const [first, ...others] = members;
  if (first) await start(first);
  await become('the first member is the primary', async () => {
    if (first && running.get(first.name)?.end() !== undefined) return 'none';
    return leader();
  });
  if (first && running.get(first.name)?.end() !== undefined) {
    throw new Error(`Patroni could not make a database: see ${join(logs, `${first.name}.log`)}`);
  }
  for (const member of others) await start(member);
  await isWhole();

  const haproxy = await startHaproxy({
    haproxy: programs.haproxy,
    file: join(data, 'haproxy.cfg'),
    log: join(logs, 'haproxy.log'),
    port,
    lines: [
      'mode tcp',
      'timeout connect 2s',
      'timeout client 30m',
      'timeout server 30m',
      'timeout check 2s',
      'option httpchk GET /primary',
      'http-check expect status 200',
      'default-server inter 1s fall 3 rise 1 on-marked-down shutdown-sessions',
      ...members.map(
        ({ name, postgresPort, apiPort }) => `server ${name} 127.0.0.1:${postgresPort} check port ${apiPort}`,
      ),
    ],
  });
  started(() => haproxy.stop());
  const adminUrl = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  await leadsToPrimary(adminUrl, count);

  return {
    adminUrl,
    isWhole,
    killPrimary: async (kill) => {
      const killed = await become('there is a primary', leader);
      const member = members.find(({ name }) => name === killed);
      if (member === undefined) throw new Error(`${killed} is not a member`);
      const beganAt = performance.now();
      if (kill === 'machine') await running.get(killed)?.kill();
      await killPostgres(member);
      const promoted = await become(`another primary than ${killed}`, async () => {
        const name = await leader();
        return name === killed ? undefined : name;
      });
      const seconds = (performance.now() - beganAt) / 1_000;
      if (kill === 'machine') await start(member);
      return { killed, promoted, seconds };
    },
  };
}

/** HAProxy takes every server for one that works until it has looked: waits until connections lead to the primary alone. */
async function leadsToPrimary(adminUrl: string, members: number): Promise<void> {
  let inRow = 0;
  await become('HAProxy leads to the primary', async () => {
    const isPrimary = await asksPrimary(adminUrl);
    inRow = isPrimary ? inRow + 1 : 0;
    return inRow > 2 * members || undefined;
  });
}

async function asksPrimary(adminUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: adminUrl });
  // HAProxy ends connections to servers of which it finds that they are no primary.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query('SELECT pg_is_in_recovery() AS replica');
    return rows[0]?.replica === false;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Kills the main process of a member's PostgreSQL and all that it has started. */
async function killPostgres({ folder }: Member): Promise<void> {
  const file = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  const postmaster = Number(file.split('\n')[0]);
  if (!(postmaster > 1)) return;
  const all = [postmaster, ...(await descendantsOf(postmaster)).map(({ pid }) => pid)];
  for (const pid of all) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

/** Patroni's configuration, which is YAML, of which JSON is a part. */
function configurationOf(
  { name, postgresPort, apiPort, folder }: Member,
  { etcdPort, binFolder, password }: { etcdPort: number; binFolder: string; password: string },
) {
  const here = (port: number) => ({ listen: `127.0.0.1:${port}`, connect_address: `127.0.0.1:${port}` });
  return {
    scope: 'regie',
    name,
    restapi: here(apiPort),
    etcd3: { host: `127.0.0.1:${etcdPort}` },
    bootstrap: {
      dcs: {
        ttl: 20,
        loop_wait: 2,
        retry_timeout: 5,
        synchronous_mode: true,
        synchronous_mode_strict: true,
        // A primary whose PostgreSQL ended is replaced at once, rather than started again.
        primary_start_timeout: 0,
        postgresql: { use_pg_rewind: true, parameters: { max_connections: 150, wal_keep_size: '256MB' } },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    },
    postgresql: {
      ...here(postgresPort),
      data_dir: join(folder, 'data'),
      bin_dir: binFolder,
      pgpass: join(folder, 'pgpass'),
      authentication: {
        superuser: { username: SUPERUSER, password },
        replication: { username: 'replicator', password },
      },
      parameters: { unix_socket_directories: folder },
      pg_hba: [
        'local all all trust',
        'host replication replicator 127.0.0.1/32 scram-sha-256',
        'host all all 127.0.0.1/32 scram-sha-256',
      ],
    },
  };
}
