import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import { freePort } from '../../dev/companion/free-port.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { applicationEnvironment } from '../http/application-environment.ts';
import { type ServerProcess, startServerProcess } from '../http/server-process.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import type { queueProvisionings, SeededDomain, seedDomains } from './seed.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const SOURCE = ['--import', 'tsx', '--conditions=source'];
/** Connections of each side's pool; what an installation has by default. */
const POOL_SIZE = 20;

type Options = Readonly<{
  /** Of the application. */
  nodeOptions: readonly string[];
  domains: number;
  /** Concurrent jobs on each side; the default of an installation when undefined. */
  concurrency: number | undefined;
  /** Folder of another checkout, built, that is measured too. */
  against: string | undefined;
}>;

/** A built application on a database that its checkout has created and filled. */
export type Installation = Readonly<{
  pool: Pool;
  domains: readonly SeededDomain[];
  worker: ServerProcess;
  queueProvisionings: typeof queueProvisionings;
}>;

export type Surroundings = Readonly<{
  application: Installation;
  /** Of another checkout, where one is measured too. */
  other: Installation | undefined;
  bare: Readonly<{ pool: Pool; worker: ServerProcess }>;
  dimail: ServerProcess;
  mailSink: MailSink;
  /** Of the main process of PostgreSQL. */
  postmaster: number;
  stop(): Promise<void>;
}>;

/** Concurrency of the bare side by default: that of `JOB_CONCURRENCY`. */
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
    const postgres = await startDatabases(join(folder, 'data'), started);
    const pool = openPool(postgres.bare, started);
    await pool.query(
      'CREATE TABLE bare_mailbox (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, domain text, name text, status text)',
    );
    const mailSink = await startMailSink();
    started.push(() => mailSink.close());
    const dimail = await start('dimail', [...SOURCE, program('quick-dimail-program.ts')], '/token/');
    const dimailUrl = `http://127.0.0.1:${dimail.port}`;
    const { concurrency, against } = options;
    const install = async (name: string, checkout: string): Promise<Installation> => {
      const url = await postgres.open(name);
      const main = join(checkout, 'dist', 'infrastructure', 'main.js');
      const environment = {
        ...applicationEnvironment(url, POOL_SIZE),
        MAIL_PROVISIONING_API_URL: dimailUrl,
        DJANGO_EMAIL_PORT: String(mailSink.port),
        ...(concurrency === undefined ? {} : { JOB_CONCURRENCY: String(concurrency) }),
      };
      execFileSync(process.execPath, [main, 'migrate'], { env: environment });
      const seed: { seedDomains: typeof seedDomains; queueProvisionings: typeof queueProvisionings } =
        await import(join(checkout, 'bench', 'queue', 'seed.ts'));
      const own = openPool(url, started);
      const domains = await seed.seedDomains(own, options.domains);
      const worker = await start(name, [...options.nodeOptions, main], '/__lbheartbeat__', environment);
      return { pool: own, domains, worker, queueProvisionings: seed.queueProvisionings };
    };
    const application = await install('application', PROJECT);
    const other = against === undefined ? undefined : await install('other', against);
    const worker = await start('bare', [...SOURCE, program('bare-program.ts')], '/', {
      DATABASE_URL: postgres.bare,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      DIMAIL_URL: dimailUrl,
      JOB_CONCURRENCY: String(concurrency ?? DEFAULT_CONCURRENCY),
    });
    const { postmaster } = postgres;
    return { application, other, bare: { pool, worker }, dimail, mailSink, postmaster, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const program = (name: string): string => join(import.meta.dirname, name);

async function startDatabases(dataDir: string, started: (() => unknown)[]) {
  const server = { dataDir, port: 0, user: 'regie', durable: true };
  const bare = await startEmbeddedPostgres({ ...server, databaseName: 'bare' });
  started.push(() => bare.stop());
  await runMigrations({ connectionString: bare.url });
  const open = async (databaseName: string) => (await startEmbeddedPostgres({ ...server, databaseName })).url;
  return { open, bare: bare.url, postmaster: bare.pid };
}

function openPool(connectionString: string, started: (() => unknown)[]): Pool {
  const pool = new Pool({ connectionString, max: 2 });
  // A connection may still be closing when the server stops: its error must not end the program.
  pool.on('connect', (client) => client.on('error', () => undefined));
  started.push(() => pool.end());
  return pool;
}
