/**
 * Runs Régie on a developer's machine with nothing but Node: an embedded PostgreSQL in `.data/`, the companions that
 * stand for other systems, and the application. Whatever the environment already provides is used instead.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { type Companion, startCompanion } from '../companion/companion-process.ts';
import { stopRequested } from '../companion/stop-requested.ts';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.ts';
import { addressTable } from './address-table.ts';
import { startCompanions } from './companions.ts';
import { developmentPorts } from './development-ports.ts';
import { externalSystems } from './external-systems.ts';

type Step = { readonly name: string; readonly stop: () => Promise<unknown> };

const environment = process.env;
const ports = developmentPorts(environment);
const external = externalSystems(environment);
const publicUrl = environment['REGIE_PUBLIC_URL'] || `http://localhost:${ports.application}`;
const dataFolder = environment['REGIE_DATA_DIR'] || join(import.meta.dirname, '..', '..', '.data');

const say = (line: string): void => console.log(`[start] ${line}`);

/** Newest first: what was started last depends on what was started before. */
const steps: Step[] = [];
const aborted = new AbortController();
const stopping = stopRequested().then((reason) => {
  aborted.abort();
  return reason;
});

async function startDatabase(): Promise<string | undefined> {
  if (external.database) return undefined;
  const server = await startEmbeddedPostgres({
    dataDir: join(dataFolder, 'postgres'),
    port: ports.postgres,
    databaseName: 'people',
    user: 'people',
    durable: true,
    log: say,
  });
  steps.unshift({ name: 'PostgreSQL', stop: () => server.stop() });
  say(`PostgreSQL on port ${server.port}${server.reused ? ' (was already running)' : ''}`);
  return server.url;
}

const startOthers = async () => {
  const companions = await startCompanions(ports, publicUrl, external, aborted.signal);
  steps.unshift({
    name: 'companions',
    stop: () => Promise.all(companions.map((companion) => companion.process.stop())),
  });
  return companions;
};

const startTheApplication = (databaseUrl: string | undefined): Promise<Companion> =>
  startCompanion({
    name: 'regie',
    program: join(import.meta.dirname, 'application.ts'),
    ready: { url: `http://localhost:${ports.application}/__lbheartbeat__` },
    graceMs: 20_000,
    signal: aborted.signal,
    env: {
      REGIE_ENV: 'dev',
      PORT: String(ports.application),
      REGIE_PUBLIC_URL: publicUrl,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...(external.identityProvider ? {} : { OIDC_OP_URL: `http://localhost:${ports.openidProvider}` }),
      ...(external.dimail ? {} : { MAIL_PROVISIONING_API_URL: `http://localhost:${ports.dimail}` }),
      ...(external.mail
        ? {}
        : { DJANGO_EMAIL_HOST: 'localhost', DJANGO_EMAIL_PORT: String(ports.mailCatcherSmtp) }),
      ...(external.organizationDirectory
        ? {}
        : { ORGANIZATION_DIRECTORY_URL: `http://localhost:${ports.siretApi}` }),
    },
  });

async function start(): Promise<Companion> {
  const [databaseUrl, companions] = await Promise.all([startDatabase(), startOthers()]);
  const settings = loadSettings({ ...environment, REGIE_ENV: 'dev' });
  const { applied } = await migrate({ databaseUrl: databaseUrl ?? settings.database.url });
  say(applied.length > 0 ? `migrations applied: ${applied.join(', ')}` : 'the database is up to date');
  const application = await startTheApplication(databaseUrl);
  steps.unshift({ name: 'the application', stop: () => application.stop() });
  console.log(
    addressTable(
      [
        ['Régie', publicUrl, `sign in: ${publicUrl}/api/v1.0/authenticate/`],
        ['API description', `${publicUrl}/api/v1.0/swagger.json`, ''],
        ...companions.map(({ name, url }) => [name, url, ''] as const),
        ...(databaseUrl === undefined ? [] : [['PostgreSQL', databaseUrl, ''] as const]),
      ],
      !external.identityProvider,
    ),
  );
  return application;
}

async function stopAll(): Promise<void> {
  for (const { name, stop } of steps) {
    say(`stopping ${name}`);
    await stop().catch((error: Error) => say(`${name} did not stop in order: ${error.message}`));
  }
}

const started = start();
const outcome = await Promise.race([
  started.then(
    ({ ended }) => ended,
    (error: unknown) => error,
  ),
  stopping,
]);
// What is being started when somebody asks to stop must be known before it can be stopped.
await Promise.race([started.catch(() => undefined), delay(30_000)]);
await stopAll();
if (typeof outcome === 'string') {
  say('everything is stopped');
  process.exit(0);
}
console.error(outcome instanceof Error ? outcome.message : 'the application ended by itself');
process.exit(1);
