import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { freePort } from '../../dev/companion/free-port.ts';
import { generatePrivateJwk } from '../../dev/openid-provider/generate-keys.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import type { UserId } from '../../src/domain/shared/ids.ts';
import { applicationEnvironment, HOST } from '../http/application-environment.ts';
import { type ServerProcess, startServerProcess } from '../http/server-process.ts';
import { CLIENT, givePassword, type Target } from './federated-client.ts';
import { addressOf, PASSWORD, seedOwners } from './seed.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'infrastructure', 'main.js');
/** Connections of the application's pool; what an installation has by default. */
const POOL_SIZE = 20;
const SESSION_MS = 12 * 3600 * 1000;

/** What a proxy tells of a browser. */
const PROXIED = { host: HOST, 'x-forwarded-proto': 'https', accept: '*/*' };

export type Side = Readonly<{ server: ServerProcess; target: Target }>;

export type Surroundings = Readonly<{
  application: Side;
  /** The library alone. */
  bare: Side;
  /** Of the main process of PostgreSQL. */
  postmaster: number;
  /** Headers of a person who is signed in to the application itself. */
  person: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}>;

/** A durable PostgreSQL, the built application with its provider on, and the library alone, each a process of its own. */
export async function startSurroundings(nodeOptions: readonly string[]): Promise<Surroundings> {
  const folder = await mkdtemp(join(tmpdir(), 'regie-bench-'));
  const started: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of started.reverse()) await end();
  };
  try {
    // Under root the server runs as another account, which must be able to enter.
    await chmod(folder, 0o755);
    const dataDir = join(folder, 'data');
    const options = { dataDir, port: 0, databaseName: 'regie', user: 'regie', durable: true };
    const postgres = await startEmbeddedPostgres(options);
    started.push(() => postgres.stop());
    const key = await generatePrivateJwk('ES256', 'sig');
    const environment = {
      ...applicationEnvironment(postgres.url, POOL_SIZE),
      OAUTH2_PROVIDER_OIDC_ENABLED: 'true',
      OIDC_PROVIDER_SIGNING_KEYS: JSON.stringify([key]),
    };
    execFileSync(process.execPath, [PROGRAM, 'migrate'], { env: environment });
    const person = await personOf(postgres.url);
    const registration = execFileSync(
      process.execPath,
      [
        PROGRAM,
        'oidc-client',
        'create',
        ...['--id', CLIENT.clientId, '--name', 'Bench', '--redirect-uri', CLIENT.redirectUri],
        ...[
          '--id-token-algorithm',
          'ES256',
          '--userinfo',
          'ES256',
          '--auth-method',
          'client_secret_post',
          '--no-pkce',
          '--no-consent',
          '--json',
        ],
      ],
      { env: environment, encoding: 'utf8' },
    );
    const clientSecret = String(JSON.parse(registration)['client_secret']);
    const application = await startServerProcess({
      args: [...nodeOptions, PROGRAM],
      environment,
      port: await freePort(),
      probe: '/__lbheartbeat__',
      output: join(folder, 'application.log'),
    });
    started.push(() => application.stop());
    const bareSecret = randomBytes(32).toString('base64url');
    const bare = await startServerProcess({
      args: ['--import', 'tsx', '--conditions=source', join(import.meta.dirname, 'bare-program.ts')],
      environment: { BENCH_SECRET: bareSecret, BENCH_KEY: JSON.stringify(key) },
      port: await freePort(),
      probe: '/.well-known/openid-configuration',
      output: join(folder, 'bare.log'),
    });
    started.push(() => bare.stop());
    const ours: Target = {
      port: application.port,
      clientSecret,
      headers: PROXIED,
      paths: { authorize: '/o/authorize/', token: '/o/token/', userinfo: '/o/userinfo/' },
      proveOwner: (number) => givePassword(ours, addressOf(number), PASSWORD),
    };
    const theirs: Target = {
      port: bare.port,
      clientSecret: bareSecret,
      headers: {},
      paths: { authorize: '/auth', token: '/token', userinfo: '/me' },
    };
    return {
      application: { server: application, target: ours },
      bare: { server: bare, target: theirs },
      postmaster: postgres.pid,
      person,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function personOf(databaseUrl: string): Promise<Readonly<Record<string, string>>> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const { userId } = await seedOwners(pool);
    const key = await new PgSessionStore(pool).create({
      data: EMPTY_SESSION,
      owner: { userId: userId as UserId, sub: 'sub-1', sid: undefined },
      expiresAt: new Date(Date.now() + SESSION_MS),
    });
    return { Host: HOST, 'X-Forwarded-Proto': 'https', Accept: '*/*', Cookie: `sessionid=${key}` };
  } finally {
    await pool.end();
  }
}
