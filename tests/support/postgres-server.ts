import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { findPostmaster, stopPostmaster } from '../../dev/postgres/postmaster.ts';
import { dockerAnswers } from './docker-engine.ts';

export type PostgresServer = Readonly<{
  /** URL of a database from which others may be created. */
  adminUrl: string;
  description: string;
  stop(): Promise<void>;
}>;

const IMAGE = 'postgres:18-alpine';

/** For disposable data; connections for every test file's pool. */
const SETTINGS = { max_connections: '300', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The server at `DATABASE_URL`, else a container when Docker answers, else the PostgreSQL npm installed. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    const { host } = new URL(given);
    return {
      adminUrl: given,
      description: `the server at DATABASE_URL (${host})`,
      stop: async () => undefined,
    };
  }
  if (!(await dockerAnswers())) return startEmbedded('embedded PostgreSQL');
  return startContainer().catch((error: Error) =>
    startEmbedded(`embedded PostgreSQL, because Docker could not run ${IMAGE} (${error.message})`),
  );
}

async function startContainer(): Promise<PostgresServer> {
  const flags = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const container = await new PostgreSqlContainer(IMAGE).withCommand(['postgres', ...flags]).start();
  return {
    adminUrl: container.getConnectionUri(),
    description: `${IMAGE} in Docker`,
    stop: async () => {
      await container.stop();
    },
  };
}

const PREFIX = 'regie-tests-';

async function startEmbedded(description: string): Promise<PostgresServer> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    // Under root the server runs as another account, which must be able to enter.
    await chmod(folder, 0o755);
    const server = await startEmbeddedPostgres({
      dataDir: join(folder, 'data'),
      port: 0,
      databaseName: 'regie',
      user: 'regie',
      durable: false,
      settings: { max_connections: SETTINGS.max_connections },
      log: (line) => process.stdout.write(`${line}\n`),
    });
    const forget = onInterruption(() => {
      process.kill(server.pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    return {
      adminUrl: server.url,
      description: `${description} (port ${server.port})`,
      stop: () => {
        forget();
        return server.stop().finally(removeFolder);
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** An interrupted run (Ctrl-C) ends without its teardown, and cannot await anything. */
function onInterruption(cleanUp: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    forget();
    cleanUp();
    // Without our listener the signal would have ended the process, unless another one handles it.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const forget = () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return forget;
}

/** A killed run could not stop its server; the folder's name contains the run's process id. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
    const running = await findPostmaster(join(folder, 'data'));
    // A process that the system hides may be another program's.
    if (running?.isCertain === false) continue;
    if (running !== undefined) await stopPostmaster(join(folder, 'data'), running.pid, 'immediate');
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
