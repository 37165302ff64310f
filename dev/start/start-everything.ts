import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCompiledMails } from '../../scripts/mails/ensure-compiled-mails.ts';
import { DivergedMigrationsError } from '../../src/adapters/postgres/migration/diverged-migrations.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { type Companion, startCompanion } from '../companion/companion-process.ts';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.ts';
import type { CompanionPlan } from './companions.ts';
import { buildConsole } from './console-build.ts';
import { ensureFree } from './free-ports.ts';
import { registerMailboxClient, signingKeyVariable } from './mailbox-sign-in.ts';
import type { Setup } from './read-setup.ts';
import { noteInstallation } from './running-installation.ts';
import type { RunningParts } from './running-parts.ts';
import { serveStartPage } from './serve-start-page.ts';
import { signingKeyFile } from './signing-key-file.ts';

type Context = Readonly<{
  /** Receives each part as soon as it runs, so that it can be stopped after any failure. */
  running: RunningParts;
  say: (line: string) => void;
  /** Aborted when everything is to stop. */
  signal: AbortSignal;
}>;

export type Started = Readonly<{
  databaseUrl: string;
  startPageUrl: string;
  programs: readonly Readonly<{ name: string; process: Companion }>[];
}>;

/** Longer than the application's own limit for finishing requests and jobs. */
const APPLICATION_GRACE_MS = 30_000;

/**
 * Starts the database and the companions and compiles the mails in parallel, migrates the database, then starts the
 * application, while the console is built in the background.
 *
 * @throws Error naming what could not be started; no start is under way then
 */
export async function startEverything(setup: Setup, context: Context): Promise<Started> {
  const { say, signal } = context;
  await ensureFree(setup.wantedPorts);
  signal.throwIfAborted();
  const startPage = await serveStartPage(setup.startPagePort);
  context.running.add('the companions', startPage.close);

  forgetWithDatabase(setup);
  const [{ url: databaseUrl, dataDir }, , ...companions] = await allOrFirstFailure([
    startDatabase(setup, context),
    ensureCompiledMails(),
    ...setup.companions.map((plan) => startPlanned(plan, context)),
  ]);
  signal.throwIfAborted();

  const { applied } = await migrate({ databaseUrl }).catch((error: unknown) => {
    throw withRemedy(error, dataDir);
  });
  say(applied.length > 0 ? `migrations applied: ${applied.join(', ')}` : 'the database is up to date');
  signal.throwIfAborted();

  const environment = {
    ...setup.applicationEnv,
    ...signingKeyVariable(process.env, () => signingKeyFile(setup.dataDir)),
    DATABASE_URL: databaseUrl,
    CONSOLE_FOLDER: process.env['CONSOLE_FOLDER'] || builtConsole(context),
  };
  await registerMailboxClient({ ...process.env, ...environment }, setup.identityProviderUrl);
  const application = await startApplication(setup, environment, context);
  startPage.show({ setup, databaseUrl });
  const forget = noteInstallation(setup.dataDir, environment);
  context.running.add('the application', async () => forget());
  return { databaseUrl, startPageUrl: startPage.url, programs: [application, ...companions] };
}

/** Names the folder to remove when the embedded database is from before the first release or from another branch. */
const withRemedy = (error: unknown, dataDir: string | undefined): unknown =>
  error instanceof DivergedMigrationsError && dataDir !== undefined
    ? new Error(
        `${error.message}\nTo begin with an empty one, remove ${dataDir}: what companions kept beside it goes with it`,
        { cause: error },
      )
    : error;

/** What companions keep belongs to what the database holds: with a new one they begin anew. */
function forgetWithDatabase({ database, companions }: Setup): void {
  if ('url' in database || existsSync(database.dataDir)) return;
  for (const { dataFile } of companions) if (dataFile !== undefined) rmSync(dataFile, { force: true });
}

/** Where the console will be: the application serves it as soon as it is built. */
function builtConsole({ running, say }: Context): string {
  const { folder, stop } = buildConsole(say);
  running.add('the companions', stop);
  return folder;
}

type Database = Readonly<{ url: string; dataDir?: string }>;

async function startDatabase({ database }: Setup, { running, say }: Context): Promise<Database> {
  if ('url' in database) return database;
  const server = await startEmbeddedPostgres({
    ...database,
    databaseName: 'people',
    user: 'people',
    durable: true,
    log: say,
  });
  running.add('PostgreSQL', server.stop);
  say(`PostgreSQL on port ${server.port}${server.reused ? ' (was already running)' : ''}`);
  return server;
}

async function startPlanned({ name, program, ready, env }: CompanionPlan, { running, signal }: Context) {
  const process = await startCompanion({ name, program, ready: { url: ready }, env, signal });
  running.add('the companions', process.stop);
  return { name, process };
}

async function startApplication(
  setup: Setup,
  env: Readonly<Record<string, string>>,
  { running, signal }: Context,
) {
  const name = 'regie';
  const process = await startCompanion({
    name,
    program: join(import.meta.dirname, 'application.ts'),
    ready: { url: `http://localhost:${setup.applicationPort}/__lbheartbeat__` },
    env,
    graceMs: APPLICATION_GRACE_MS,
    signal,
  });
  running.add('the application', process.stop);
  return { name, process };
}

/** As `Promise.all`, but a failure is thrown only when all others have ended. */
async function allOrFirstFailure<T extends readonly unknown[]>(
  started: {
    readonly [K in keyof T]: Promise<T[K]>;
  },
): Promise<T> {
  const failure = (await Promise.allSettled(started)).find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return (await Promise.all(started)) as unknown as T;
}
