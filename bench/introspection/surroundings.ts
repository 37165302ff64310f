import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dev/companion/free-port.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { type ServerProcess, startServerProcess } from '../http/server-process.ts';
import { applicationEnvironment } from './application-environment.ts';
import type { Form } from './forms.ts';
import { generateKeys, type Keys } from './keys.ts';
import { seedServiceTeams } from './service-teams.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const SOURCE = ['--import', 'tsx', '--conditions=source'];
/** Connections of each side's pool; what an installation has by default. */
const POOL_SIZE = 20;
const REMEMBERED_SECONDS = 60;
const PUBLIC_URL = 'http://localhost';

/** Two applications, with and without a cache of tokens, and the authorization server that they ask. */
export type Installation = Readonly<{
  asking: ServerProcess;
  remembering: ServerProcess;
  stop(): Promise<void>;
}>;

/** A durable PostgreSQL with people, and the bare handler; installations are added and removed. */
export class Surroundings {
  readonly #ends: (() => Promise<unknown>)[];
  private constructor(
    readonly bare: ServerProcess,
    /** Of the main process of PostgreSQL. */
    readonly postmaster: number,
    readonly keys: Keys,
    private readonly databaseUrl: string,
    private readonly folder: string,
    ends: (() => Promise<unknown>)[],
  ) {
    this.#ends = ends;
  }

  static async start(): Promise<Surroundings> {
    const folder = await mkdtemp(join(tmpdir(), 'regie-bench-'));
    const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
    try {
      // Under root the server runs as another account, which must be able to enter.
      await chmod(folder, 0o755);
      const dataDir = join(folder, 'data');
      const options = { dataDir, port: 0, databaseName: 'regie', user: 'regie', durable: true };
      const postgres = await startEmbeddedPostgres(options);
      ends.push(() => postgres.stop());
      await seedServiceTeams(postgres.url);
      const bare = await startServerProcess({
        args: [...SOURCE, join(import.meta.dirname, 'bare-program.ts')],
        environment: {
          DATABASE_URL: postgres.url,
          DATABASE_POOL_SIZE: String(POOL_SIZE),
          BENCH_ORIGIN: PUBLIC_URL,
        },
        port: await freePort(),
        probe: '/',
        output: join(folder, 'bare.log'),
      });
      ends.push(() => bare.stop());
      return new Surroundings(bare, postgres.pid, await generateKeys(), postgres.url, folder, ends);
    } catch (error) {
      for (const end of ends.reverse()) await end();
      throw error;
    }
  }

  /** @param nodeOptions for the application without a cache */
  async install(form: Form, nodeOptions: readonly string[]): Promise<Installation> {
    const started: ServerProcess[] = [];
    const stop = async () => {
      for (const server of started.reverse()) await server.stop();
    };
    const start = async (...given: Parameters<typeof startServerProcess>) => {
      const server = await startServerProcess(...given);
      started.push(server);
      return server;
    };
    const application = (remembered: number, port: number, issuer: string) =>
      start({
        args: [...nodeOptions, join(PROJECT, 'dist', 'infrastructure', 'main.js')],
        environment: applicationEnvironment({
          databaseUrl: this.databaseUrl,
          poolSize: POOL_SIZE,
          publicUrl: PUBLIC_URL,
          issuer,
          form,
          keys: this.keys,
          remembered,
        }),
        port,
        probe: '/__lbheartbeat__',
        output: join(this.folder, `${form.name}-${remembered}.log`),
      });
    try {
      const server = await start({
        args: [...SOURCE, join(import.meta.dirname, 'authorization-server-program.ts')],
        environment: { BENCH_FORM: form.name, BENCH_KEYS: JSON.stringify(this.keys) },
        port: await freePort(),
        probe: '/jwks',
        output: join(this.folder, `${form.name}-server.log`),
      });
      const issuer = `http://127.0.0.1:${server.port}`;
      const asking = await application(0, await freePort(), issuer);
      const remembering = await application(REMEMBERED_SECONDS, await freePort(), issuer);
      return { asking, remembering, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.reverse()) await end();
  }
}
