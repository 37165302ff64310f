import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { freePort } from '../../dev/companion/free-port.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import type { UserId } from '../../src/domain/shared/ids.ts';
import { applicationEnvironment, HOST } from './application-environment.ts';
import type { Subject } from './scenario.ts';
import { seed } from './seed.ts';
import { seedMail } from './seed-mail.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const SESSION_MS = 12 * 3600 * 1000;
/** Connections of each side's pool; what an installation has by default. */
const POOL_SIZE = 20;

export type Surroundings = Readonly<{
  subject: Subject;
  databaseUrl: string;
  headers: Readonly<Record<string, string>>;
  application: ServerProcess;
  bare: ServerProcess;
  /** Of the main process of PostgreSQL. */
  postmaster: number;
  stop(): Promise<void>;
}>;

/** A durable PostgreSQL with people in it, the built application and the bare handler, each a process of its own. */
export async function startSurroundings(nodeOptions: readonly string[]): Promise<Surroundings> {
  const folder = await mkdtemp(join(tmpdir(), 'regie-bench-'));
  const started: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of started.reverse()) await end();
  };
  try {
    // Under root the server runs as another account, which must be able to enter.
    await chmod(folder, 0o755);
    const postgres = await startEmbeddedPostgres({
      dataDir: join(folder, 'data'),
      port: 0,
      databaseName: 'regie',
      user: 'regie',
      durable: true,
    });
    started.push(() => postgres.stop());
    const { subject, sessionKey } = await fill(postgres.url);
    const application = await startServerProcess({
      args: [...nodeOptions, join(PROJECT, 'dist', 'infrastructure', 'main.js')],
      environment: applicationEnvironment(postgres.url, POOL_SIZE),
      port: await freePort(),
      probe: '/__lbheartbeat__',
      output: join(folder, 'application.log'),
    });
    started.push(() => application.stop());
    const bare = await startServerProcess({
      args: ['--import', 'tsx', '--conditions=source', join(import.meta.dirname, 'bare-program.ts')],
      environment: {
        DATABASE_URL: postgres.url,
        DATABASE_POOL_SIZE: String(POOL_SIZE),
        BENCH_SUBJECT: JSON.stringify(subject),
      },
      port: await freePort(),
      probe: '/',
      output: join(folder, 'bare.log'),
    });
    started.push(() => bare.stop());
    return {
      subject,
      databaseUrl: postgres.url,
      headers: headersOf(sessionKey),
      application,
      bare,
      postmaster: postgres.pid,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(databaseUrl: string): Promise<{ subject: Subject; sessionKey: string }> {
  await migrate({ databaseUrl });
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const subject = await seed(pool);
    await seedMail(pool, subject.userId);
    const sessionKey = await new PgSessionStore(pool).create({
      data: EMPTY_SESSION,
      owner: { userId: subject.userId as UserId, sub: 'sub-1', sid: undefined },
      expiresAt: new Date(Date.now() + SESSION_MS),
    });
    return { subject, sessionKey };
  } finally {
    await pool.end();
  }
}

/** What a browser sends, through the proxy of an installation. */
const headersOf = (sessionKey: string): Readonly<Record<string, string>> => ({
  Host: HOST,
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  Accept: '*/*',
  'Accept-Language': 'fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3',
  'X-Forwarded-Proto': 'https',
  Cookie: `csrftoken=tokenthatbrowsersholdforwriting0; sessionid=${sessionKey}`,
});
