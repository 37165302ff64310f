import { realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../companion/free-port.ts';
import { clusterPassword } from './cluster-password.ts';
import { reachableDataFolder } from './data-folder.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { launchPostmaster } from './launch-postmaster.ts';
import { postgresAccount } from './postgres-account.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { findPostmaster, type Postmaster, removeStaleLockFile, stopPostmaster } from './postmaster.ts';
import { type ProcessView, systemView } from './process-view.ts';
import type { Account } from './run-program.ts';

export type EmbeddedPostgresOptions = Readonly<{
  /** Created when missing. `<dataDir>.password` and `<dataDir>.log` are created beside it. */
  dataDir: string;
  /** TCP port on 127.0.0.1; 0 chooses a free one. A running server keeps its own. */
  port: number;
  /** Created when missing. */
  databaseName: string;
  user: string;
  /** For a new cluster; by default a random one. An existing cluster keeps its own. */
  password?: string;
  /** `false` trades the data's survival of a power cut for speed: for tests. */
  durable: boolean;
  /** Further server settings, such as `max_connections`. */
  settings?: Readonly<Record<string, string>>;
  /** How long a server found running may take to answer before it is replaced, in ms; 10,000 by default. */
  answerTimeoutMs?: number;
  /** How processes are inspected; by default by the system's means. */
  view?: ProcessView;
  log?: (line: string) => void;
}>;

export type EmbeddedPostgres = Readonly<{
  /** Connection URL of `databaseName`; it contains the password. */
  url: string;
  /** The actual data folder: the requested one, or one that the server's account can enter. */
  dataDir: string;
  port: number;
  /** Id of the server's main process. */
  pid: number;
  /** Whether the server was running already, started by another launcher or left behind by a killed one. */
  reused: boolean;
  /** Stops the server in order, even a reused one, and waits until its process has ended. */
  stop(): Promise<void>;
}>;

type Credentials = Readonly<{ user: string; password: string }>;
type Cluster = Credentials &
  Readonly<{ dataDir: string; account: Account | undefined; postgres: string; view: ProcessView }>;
type Running = Readonly<{ pid: number; port: number; reused: boolean }>;

const SPEED_OVER_SAFETY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const START_TIMEOUT_MS = 60_000;
const ATTEMPTS = 5;

/**
 * Runs a real PostgreSQL for development and tests, on 127.0.0.1 only, from the programs that npm installed. A second
 * start finds the data of the first, and the server itself if it still runs.
 *
 * @throws Error with the remedy when it cannot be started.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const account = await postgresAccount();
  const binaries = await findPostgresBinaries(account, log);
  const dataDir = await reachableDataFolder(options.dataDir, account, log);
  const password = await clusterPassword(dataDir, options.password);
  const { user } = options;
  await initialiseCluster({ dataDir, user, password, account, binaries });
  const { view = systemView } = options;
  const cluster = { dataDir, account, postgres: binaries.postgres, user, password, view };
  const { pid, port, reused } = await reuseOrLaunch(cluster, options, log);
  const stop = () => stopPostmaster(dataDir, pid, 'fast', view);
  try {
    await createDatabase(cluster, port, options.databaseName);
  } catch (error) {
    if (!reused) await stop();
    throw error;
  }
  const [name, word, database] = [user, password, options.databaseName].map(encodeURIComponent);
  const url = `postgres://${name}:${word}@127.0.0.1:${port}/${database}`;
  return { url, dataDir, port, pid, reused, stop };
}

async function reuseOrLaunch(
  cluster: Cluster,
  options: EmbeddedPostgresOptions,
  log: (line: string) => void,
): Promise<Running> {
  let reason = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const found = await findPostmaster(cluster.dataDir, cluster.view);
    if (found !== undefined) {
      const answering = await waitForAnswer(cluster, options.answerTimeoutMs ?? 10_000);
      if (answering !== undefined) return { ...answering, reused: true };
      if (!found.isCertain) {
        throw new Error(
          `${cluster.dataDir}/postmaster.pid names process ${found.pid}, of which the system tells nothing and which ` +
            'does not answer as our PostgreSQL: end it, or remove that file if it is another program',
        );
      }
      log(`The PostgreSQL found running on ${cluster.dataDir} does not answer: replacing it`);
      await stopPostmaster(cluster.dataDir, found.pid, 'immediate', cluster.view);
    }
    await removeStaleLockFile(cluster.dataDir, cluster.view);
    const launched = await launch(cluster, options);
    if (typeof launched !== 'string') return launched;
    // Another launcher was faster, the free port was taken meanwhile, or a killed server's children are still running.
    reason = launched;
    await delay(100 * attempt);
  }
  throw new Error(`PostgreSQL does not start on ${cluster.dataDir}:\n${reason}`);
}

/** @returns the running server, or the end of its log if it ended instead. */
async function launch(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Running | string> {
  const { pid, ended, kill } = await launchPostmaster({
    postgres: cluster.postgres,
    dataDir: cluster.dataDir,
    account: cluster.account,
    port: options.port === 0 ? await freePort() : options.port,
    settings: {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      timezone: 'UTC',
      log_timezone: 'UTC',
      ...(options.durable ? {} : SPEED_OVER_SAFETY),
      ...options.settings,
    },
  });
  const abandoned = new AbortController();
  const ready = waitForAnswer(cluster, START_TIMEOUT_MS, pid, abandoned.signal);
  const giveUp = () => stopPostmaster(cluster.dataDir, pid, 'immediate', cluster.view).finally(kill);
  try {
    const outcome = await Promise.race([ready, ended]);
    if (outcome === undefined) {
      await giveUp();
      return `it did not answer within ${START_TIMEOUT_MS} ms`;
    }
    return typeof outcome === 'string' ? outcome : { ...outcome, reused: false };
  } catch (error) {
    await giveUp();
    throw error;
  } finally {
    abandoned.abort();
  }
}

/** Waits until the server on the data folder, or `pid` only, answers as ours; `undefined` after `timeout`. */
async function waitForAnswer(
  cluster: Cluster,
  timeout: number,
  pid?: number,
  signal?: AbortSignal,
): Promise<{ pid: number; port: number } | undefined> {
  const deadline = performance.now() + timeout;
  while (performance.now() < deadline && signal?.aborted !== true) {
    const found = await findPostmaster(cluster.dataDir, cluster.view);
    if (found === undefined && pid === undefined) return undefined;
    if (found?.port !== undefined && (pid ?? found.pid) === found.pid && (await answers(cluster, found))) {
      return { pid: found.pid, port: found.port };
    }
    await delay(25);
  }
  return undefined;
}

async function answers(cluster: Cluster, { port }: Postmaster): Promise<boolean> {
  try {
    const rows = await ask<{ data_directory: string }>(cluster, port ?? 0, 'SHOW data_directory');
    return (await realpath(rows[0]?.data_directory ?? '')) === (await realpath(cluster.dataDir));
  } catch (cause) {
    if (!['28P01', '28000'].includes((cause as { code?: string }).code ?? '')) return false;
    throw new Error(
      `The cluster in ${cluster.dataDir} refuses user "${cluster.user}" with the password kept beside it: ` +
        'use the user it was created with, or remove the folder to start afresh',
      { cause },
    );
  }
}

async function createDatabase(credentials: Credentials, port: number, name: string): Promise<void> {
  const known = await ask(credentials, port, 'SELECT FROM pg_database WHERE datname = $1', [name]);
  if (known.length > 0) return;
  const identifier = `"${name.replaceAll('"', '""')}"`;
  await ask(credentials, port, `CREATE DATABASE ${identifier}`).catch((error: { code?: string }) => {
    // Another launcher created it meanwhile: a duplicate name, or a violation of its unique index.
    if (!['42P04', '23505'].includes(error.code ?? '')) throw error;
  });
}

async function ask<Row extends object>(
  credentials: Credentials,
  port: number,
  sql: string,
  values: readonly string[] = [],
): Promise<Row[]> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    database: 'postgres',
    user: credentials.user,
    password: credentials.password,
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
