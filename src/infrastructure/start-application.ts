import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NodeOptions } from '@sentry/node';
import { AbandonedJobRecovery } from '../adapters/postgres/abandoned-job-recovery.ts';
import { pendingMigrations } from '../adapters/postgres/pending-migrations.ts';
import { uuidGenerator } from '../adapters/system/system.ts';
import type { Settings } from './config/settings.ts';
import { makeUseCases } from './container/container.ts';
import { createApp } from './create-app.ts';
import { startWorker } from './jobs/start-worker.ts';
import { type ErrorReporter, startErrorReporting } from './observability/error-reporter.ts';
import { createLogger, type LogLevel, type MozlogLogger } from './observability/mozlog-logger.ts';
import { setRequestUser } from './observability/request-context.ts';
import { requestSummary } from './observability/request-summary.ts';
import { loadPlugins } from './plugins/load-plugins.ts';
import { makeProductionAdapters, type ProductionAdapters } from './production-adapters.ts';
import { readRelease } from './release.ts';

type Options = {
  /** Takes the place of the network, for tests of error reports. */
  readonly sentryTransport?: NodeOptions['transport'];
};

export type Application = Readonly<{
  port: number;
  /** Stops in order: no more requests, then no more jobs, then connections. What is in flight is finished. */
  stop(): Promise<void>;
}>;

const LOG_LEVELS: Readonly<Record<Settings['logLevel'], LogLevel>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'error',
};

const RECOVERY_INTERVAL_MS = 2_000;
const FLUSH_MS = 2_000;

/** Starts everything a process of Régie does: answering requests and carrying out jobs. */
export async function startApplication(settings: Settings, options: Options = {}): Promise<Application> {
  const release = readRelease();
  const reporter = startErrorReporting({
    dsn: settings.sentryDsn,
    environment: settings.environment,
    release,
    transport: options.sentryTransport,
  });
  const level = LOG_LEVELS[settings.logLevel];
  const logger = createLogger({ name: 'regie', level, release, reporter });
  const production = makeProductionAdapters(settings, release, logger);
  try {
    await refuseLaggingDatabase(production);
    return await start({ settings, release, level, reporter, logger, production });
  } catch (error) {
    await production.close();
    await reporter.close(FLUSH_MS);
    throw error;
  }
}

async function refuseLaggingDatabase({ pool }: ProductionAdapters): Promise<void> {
  const pending = await pendingMigrations({ pool });
  if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
}

type Parts = {
  settings: Settings;
  release: string;
  level: LogLevel;
  reporter: ErrorReporter;
  logger: MozlogLogger;
  production: ProductionAdapters;
};

async function start({
  settings,
  release,
  level,
  reporter,
  logger,
  production,
}: Parts): Promise<Application> {
  const { adapters, pool } = production;
  const plugins = await loadPlugins(settings.plugins, {
    ...adapters,
    settings: { requireValidSiret: settings.organizationDirectory.requireValidSiret },
  });
  const useCases = makeUseCases({
    adapters,
    plugins,
    settings: {
      signInSettings: settings.signIn,
      mailSettings: settings.mail,
      featureFlags: settings.featureFlags,
      waits: settings.waits,
      checkIntervalSeconds: settings.jobs.checkIntervalSeconds,
      bearerClientIds: settings.bearer.clientIds,
    },
  });
  const app = createApp({
    useCases,
    sessions: adapters.sessions,
    clock: adapters.clock,
    logger,
    settings: {
      publicUrl: settings.publicUrl,
      defaultLanguage: settings.defaultLanguage,
      cookies: settings.cookies,
      csrf: settings.csrf,
      redirects: settings.redirects,
      allowsLogoutByGet: settings.allowsLogoutByGet,
      servesApiDescription: settings.servesApiDescription,
      acceptsBearer: settings.bearer.isAccepted,
      version: release,
    },
    before: [
      requestSummary({
        logger: createLogger({ name: 'request.summary', level, release, reporter }),
        ids: uuidGenerator,
      }),
    ],
    onIdentified: setRequestUser,
  });

  const recovery = new AbandonedJobRecovery({ pool, logger, intervalMs: RECOVERY_INTERVAL_MS });
  const worker =
    settings.jobs.concurrency === 0
      ? undefined
      : await startWorker({
          pool,
          handlers: useCases.jobHandlers,
          concurrency: settings.jobs.concurrency,
          clock: adapters.clock,
          randomness: adapters.randomness,
          logger,
          onPoolId: (id) => void recovery.hold(id),
        });
  recovery.start();

  const server = createServer(app);
  server.listen(settings.port, settings.listenAddress);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  logger.info('listening', { port, environment: settings.environment, release });

  return {
    port,
    stop: async () => {
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
      await worker?.stop();
      await recovery.stop();
      await production.close();
      await reporter.close(FLUSH_MS);
    },
  };
}
