import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import { freePort } from '../../dev/companion/free-port.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { applicationEnvironment } from '../http/application-environment.ts';
import { type ServerProcess, startServerProcess } from '../http/server-process.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { type SeededDomain, seedDomains } from './seed.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const SOURCE = ['--import', 'tsx', '--conditions=source'];
/** Connections of each side's pool; what an installation has by default. */
const POOL_SIZE = 20;

type Options = Readonly<{
  /** Of the application. */
  nodeOptions: readonly string[];
  domains: number;
  /** Jobs at the same time on each side; what an installation has by default when undefined. */
  concurrency: number | undefined;
}>;

export type Surroundings = Readonly<{
  domains: readonly SeededDomain[];
  /** Of the database of the application and of that of the bare side, on one server. */
  pools: Readonly<{ application: Pool; bare: Pool }>;
  application: ServerProcess;
  bare: ServerProcess;
  dimail: ServerProcess;
  mailSink: MailSink;
  /** Of the main process of PostgreSQL. */
  postmaster: number;
  stop(): Promise<void>;
}>;

/** What the bare side runs with when nothing else is said: the default of `JOB_CONCURRENCY`. */
const DEFAULT_CONCURRENCY = 8;

/** A durable PostgreSQL, a dimail and a mail server that answer at once, the built application and the bare worker. */
export async function startSurroundings(options: Options): Promise<Surroundings> {
  const folder = await mkdtemp(join(tmpdir(), 'regie-bench-'));
  const started: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of started.reverse()) await end();
  };
  const start = async (name: string, args: readonly string[], probe: string, environment = {}) => {
    const output = join(folder, `${name}.log`);
    const server = await startServerProcess({ args, environment, port: await freePort(), probe, output });
    started.push(() => server.stop());
    return server;
  };
  try {
    // Under root the server runs as another account, which must be able to enter.
    await chmod(folder, 0o755);
    const urls = await startDatabases(join(folder, 'data'), started);
    const pools = { application: openPool(urls.application, started), bare: openPool(urls.bare, started) };
    const domains = await seedDomains(pools.application, options.domains);
    await pools.bare.query(
      'CREATE TABLE bare_mailbox (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, domain text, name text, status text)',
    );
    const mailSink = await startMailSink();
    started.push(() => mailSink.close());
    const dimail = await start('dimail', [...SOURCE, program('quick-dimail-program.ts')], '/token/');
    const dimailUrl = `http://127.0.0.1:${dimail.port}`;
    const { concurrency } = options;
    const application = await start(
      'application',
      [...options.nodeOptions, join(PROJECT, 'dist', 'infrastructure', 'main.js')],
      '/__lbheartbeat__',
      {
        ...applicationEnvironment(urls.application, POOL_SIZE),
        MAIL_PROVISIONING_API_URL: dimailUrl,
        DJANGO_EMAIL_PORT: String(mailSink.port),
        ...(concurrency === undefined ? {} : { JOB_CONCURRENCY: String(concurrency) }),
      },
    );
    const bare = await start('bare', [...SOURCE, program('bare-program.ts')], '/', {
      DATABASE_URL: urls.bare,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      DIMAIL_URL: dimailUrl,
      JOB_CONCURRENCY: String(concurrency ?? DEFAULT_CONCURRENCY),
    });
    return { domains, pools, application, bare, dimail, mailSink, postmaster: urls.postmaster, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const program = (name: string): string => join(import.meta.dirname, name);

async function startDatabases(dataDir: string, started: (() => unknown)[]) {
  const server = { dataDir, port: 0, user: 'regie', durable: true };
  const application = await startEmbeddedPostgres({ ...server, databaseName: 'regie' });
  started.push(() => application.stop());
  const bare = await startEmbeddedPostgres({ ...server, databaseName: 'bare' });
  await migrate({ databaseUrl: application.url });
  await runMigrations({ connectionString: bare.url });
  return { application: application.url, bare: bare.url, postmaster: application.pid };
}

function openPool(connectionString: string, started: (() => unknown)[]): Pool {
  const pool = new Pool({ connectionString, max: 2 });
  // A connection may still be closing when the server stops: that is no reason to die.
  pool.on('connect', (client) => client.on('error', () => undefined));
  started.push(() => pool.end());
  return pool;
}
