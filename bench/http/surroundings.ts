import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dev/companion/free-port.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { type Installation, POOL_SIZE, startInstallation } from './installation.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

export type Surroundings = Readonly<{
  application: Installation;
  /** Of another checkout, where one is measured too. */
  other: Installation | undefined;
  /** On the database of `application`. */
  bare: ServerProcess;
  /** Of the main process of PostgreSQL. */
  postmaster: number;
  stop(): Promise<void>;
}>;

type Options = Readonly<{
  /** Of the application. */
  nodeOptions: readonly string[];
  /** Folder of another checkout, built. */
  against?: string | undefined;
}>;

/** A durable PostgreSQL with people in it, the built application and the bare handler, each a process of its own. */
export async function startSurroundings({ nodeOptions, against }: Options): Promise<Surroundings> {
  const folder = await mkdtemp(join(tmpdir(), 'regie-bench-'));
  const started: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of started.reverse()) await end();
  };
  const database = async (databaseName: string) => {
    const postgres = await startEmbeddedPostgres({
      dataDir: join(folder, 'data'),
      port: 0,
      databaseName,
      user: 'regie',
      durable: true,
    });
    if (!postgres.reused) started.push(() => postgres.stop());
    return postgres;
  };
  const install = async (checkout: string, databaseUrl: string, name: string) => {
    const log = join(folder, `${name}.log`);
    const installation = await startInstallation({ checkout, databaseUrl, nodeOptions, log });
    started.push(() => installation.server.stop());
    return installation;
  };
  try {
    // Under root the server runs as another account, which must be able to enter.
    await chmod(folder, 0o755);
    const postgres = await database('regie');
    const application = await install(PROJECT, postgres.url, 'application');
    const other =
      against === undefined ? undefined : await install(against, (await database('other')).url, 'other');
    const bare = await startServerProcess({
      args: ['--import', 'tsx', '--conditions=source', join(import.meta.dirname, 'bare-program.ts')],
      environment: {
        DATABASE_URL: postgres.url,
        DATABASE_POOL_SIZE: String(POOL_SIZE),
        BENCH_SUBJECT: JSON.stringify(application.subject),
      },
      port: await freePort(),
      probe: '/',
      output: join(folder, 'bare.log'),
    });
    started.push(() => bare.stop());
    return { application, other, bare, postmaster: postgres.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
