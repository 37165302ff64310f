import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Pool } from 'pg';
import { freePort } from '../../dev/companion/free-port.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import type { UserId } from '../../src/domain/shared/ids.ts';
import { applicationEnvironment, HOST } from './application-environment.ts';
import type { Subject } from './scenario.ts';
import type { seed } from './seed.ts';
import type { seedMail } from './seed-mail.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const SESSION_MS = 12 * 3600 * 1000;
/** Connections of each side's pool; what an installation has by default. */
export const POOL_SIZE = 20;

/** A built application on a database of its own, with people, one of whom is signed in. */
export type Installation = Readonly<{
  databaseUrl: string;
  subject: Subject;
  /** Headers of that person's browser. */
  headers: Readonly<Record<string, string>>;
  server: ServerProcess;
  /** Starts another process on the same database, which has answered no request yet. */
  startFresh(): Promise<ServerProcess>;
}>;

type Options = Readonly<{
  /** A checkout of the project, built. */
  checkout: string;
  /** Empty. */
  databaseUrl: string;
  nodeOptions: readonly string[];
  /** Receives the output. */
  log: string;
}>;

/** The checkout creates its own schema and fills it itself, so that releases with different tables can be compared. */
export async function startInstallation(options: Options): Promise<Installation> {
  const { checkout, databaseUrl, nodeOptions, log } = options;
  const program = join(checkout, 'dist', 'infrastructure', 'main.js');
  const environment = applicationEnvironment(databaseUrl, POOL_SIZE);
  const start = async (given: readonly string[]) =>
    startServerProcess({
      args: [...given, program],
      environment,
      port: await freePort(),
      probe: '/__lbheartbeat__',
      output: log,
    });
  execFileSync(process.execPath, [program, 'migrate'], { env: environment });
  const { subject, sessionKey } = await fill(checkout, databaseUrl);
  const server = await start(nodeOptions);
  return { databaseUrl, subject, headers: headersOf(sessionKey), server, startFresh: () => start([]) };
}

async function fill(
  checkout: string,
  databaseUrl: string,
): Promise<{ subject: Subject; sessionKey: string }> {
  const folder = join(checkout, 'bench', 'http');
  const people: { seed: typeof seed } = await import(join(folder, 'seed.ts'));
  const mail: { seedMail: typeof seedMail } = await import(join(folder, 'seed-mail.ts'));
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const subject = await people.seed(pool);
    await mail.seedMail(pool, subject.userId);
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

/** Headers of a browser, through the proxy of an installation. */
const headersOf = (sessionKey: string): Readonly<Record<string, string>> => ({
  Host: HOST,
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  Accept: '*/*',
  'Accept-Language': 'fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3',
  'X-Forwarded-Proto': 'https',
  Cookie: `csrftoken=tokenthatbrowsersholdforwriting0; sessionid=${sessionKey}`,
});
