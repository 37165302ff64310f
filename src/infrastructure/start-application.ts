import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pendingMigrations } from '../adapters/postgres/migration/pending-migrations.ts';
import { ensurePoolerModes } from '../adapters/postgres/shared/ensure-pooler-modes.ts';
import type { HealthCheck } from '../application/shared/health-check.ts';
import { certificateHolders } from './config/certificate-holders.ts';
import { ConfigurationError } from './config/read-environment.ts';
import { riskySettings } from './config/risky-settings.ts';
import type { Settings } from './config/settings.ts';
import { makeUseCases } from './container/container.ts';
import type { Adapters } from './container/inputs/adapters.ts';
import { makeProbesAlone } from './edge-middleware.ts';
import { type BackgroundJobs, startBackgroundJobs } from './jobs/start-background-jobs.ts';
import type { ShutdownStep } from './observability/graceful-shutdown.ts';
import { startHttpServer } from './observability/http-server.ts';
import { makeCertificateWatch } from './observability/metrics/certificate-watch.ts';
import { makeReadDatabaseState } from './observability/metrics/database-state.ts';
import { type Measuring, startMeasuring } from './observability/metrics/measuring.ts';
import { startMetricsServer } from './observability/metrics/start-metrics-server.ts';
import type { MozlogLogger } from './observability/mozlog-logger.ts';
import type { TracingSettings } from './observability/tracing/start-tracing.ts';
import type { Tracing } from './observability/tracing/tracing.ts';
import { readVersionFile, type VersionInfo } from './observability/version-file.ts';
import { openWebApplication } from './open-web-application.ts';
import { loadPlugins } from './plugins/load-plugins.ts';
import { answersRequests, carriesOutJobs, type ProcessRole } from './processes/process-role.ts';
import { makeProductionAdapters, type ProductionAdapters } from './production-adapters.ts';
import { guardOutside } from './quarantine/guard-outside.ts';
import { PROJECT_FOLDER, readRelease } from './release.ts';
import { type LoggingOptions, startLogging } from './start-logging.ts';

/** What a process is told by the one that started it. */
type ParentProcess = Readonly<{
  /** Of the process that carries out jobs; undefined where there is none beside this one. */
  workerHealth: HealthCheck | undefined;
}>;

export type StartOptions = LoggingOptions & {
  /** What the process does; `both` by default. */
  readonly role?: ProcessRole;
  /** The process that started this one, and listens for metrics in its place; undefined where there is none. */
  readonly parent?: ParentProcess | undefined;
  /** Replace adapters from the settings, for example by those of another provisioning system or directory. */
  readonly adapters?: Partial<Adapters>;
  /** Replaces `version.json`, for tests of the build's description. */
  readonly build?: VersionInfo;
};

export type Application = Readonly<{
  port: number;
  logger: MozlogLogger;
  /** How to stop, in order: no more requests, then no more jobs, then connections. Work in flight is finished. */
  steps: readonly ShutdownStep[];
  /** Resolves when the background jobs have ended by themselves too often: the process must end. */
  workerGivenUp: Promise<void>;
  /** Undefined where this process carries out no jobs. */
  workerHealth: HealthCheck | undefined;
  /** What this process measures; undefined where nothing is. */
  collectMetrics: (() => Promise<readonly object[]>) | undefined;
}>;

/** How often a process asks whether this installation is in quarantine, in ms. */
const QUARANTINE_INTERVAL_MS = 2_000;

/**
 * Starts a process of Régie, which answers requests, carries out jobs, or both; its probes answer in any role.
 *
 * @throws ConfigurationError for a worker that may carry out no job
 * @throws Error when the database lags behind or a pooler shares its sessions, the port is taken, or a plugin cannot be loaded
 */
export async function startApplication(settings: Settings, options: StartOptions = {}): Promise<Application> {
  const { role = 'both', parent } = options;
  if (role === 'worker' && settings.jobs.concurrency === 0)
    throw new ConfigurationError([
      'JOB_CONCURRENCY: must be above 0 for a process that only carries out jobs',
    ]);
  const release = readRelease();
  const { logger, summaryLogger, closing: errorReports } = await startLogging(settings, options);
  if (!parent) for (const line of [...riskySettings(settings), ...settings.notices]) logger.warn(line);
  const production = makeProductionAdapters(settings, release, logger);
  const closing: ShutdownStep[] = [
    { name: 'connections', stop: () => production.close(), timeoutMs: 5_000 },
    errorReports,
  ];
  try {
    const measuring = settings.metrics && startMeasuring();
    const tracing = settings.tracing && (await openTracing(settings.tracing, { settings, release, logger }));
    if (tracing) closing.push({ name: 'traces', stop: () => tracing.close(), timeoutMs: 6_000 });
    for (const pool of new Set([production.pool, production.sessionPool])) tracing?.pool(pool);
    const replaced = guardOutside(options.adapters ?? {}, production.quarantine);
    const given = { ...production.adapters, ...replaced };
    const traced = tracing?.adapters(given) ?? given;
    const adapters = measuring?.adapters(traced) ?? traced;
    const build = options.build ?? (await readVersionFile(join(PROJECT_FOLDER, 'version.json')));
    const { steps, ...started } = await start({
      settings,
      role,
      parent,
      release,
      logger,
      summaryLogger,
      production,
      adapters,
      measuring,
      tracing,
      build,
    });
    return { ...started, logger, steps: [...steps, ...closing] };
  } catch (error) {
    for (const { stop } of closing) await stop();
    throw error;
  }
}

/** What traces is loaded where it is wanted alone. */
async function openTracing(
  tracing: TracingSettings,
  { settings, release, logger }: Pick<Parts, 'settings' | 'release' | 'logger'>,
): Promise<Tracing> {
  const { startTracing } = await import('./observability/tracing/start-tracing.ts');
  return startTracing({
    settings: tracing,
    environment: settings.environment,
    release,
    mailServiceAddress: settings.mailProvisioning.address,
    logger,
  });
}

type Parts = {
  settings: Settings;
  role: ProcessRole;
  parent: ParentProcess | undefined;
  release: string;
  logger: MozlogLogger;
  summaryLogger: MozlogLogger;
  production: ProductionAdapters;
  adapters: Adapters;
  /** Undefined where nothing is measured. */
  measuring: Measuring | undefined;
  /** Undefined where nothing is traced. */
  tracing: Tracing | undefined;
  build: VersionInfo | undefined;
};

async function start(parts: Parts) {
  const {
    settings,
    role,
    parent,
    release,
    logger,
    summaryLogger,
    production,
    adapters,
    measuring,
    tracing,
    build,
  } = parts;
  const { pool, sessionPool, quarantine } = production;
  const { lacks } = await ensurePoolerModes(pool, sessionPool);
  if (lacks) logger.warn(`${lacks.what} ${lacks.remedy}`);
  const pending = await pendingMigrations({ pool });
  if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
  await quarantine.look();

  const { requireValidSiret } = settings.organizationDirectory;
  const plugins = await loadPlugins(settings.plugins, { ...adapters, settings: { requireValidSiret } });
  const made = makeUseCases({ adapters, plugins, settings: settings.useCases });
  const useCases = measuring?.useCases(made) ?? made;
  const { concurrency } = settings.jobs;
  const hasJobs = carriesOutJobs(role) && concurrency > 0;
  let jobs: BackgroundJobs | undefined;
  let isEnding = false;
  let collectMetrics: Application['collectMetrics'];
  const front = {
    settings,
    pool,
    logger,
    summaryLogger,
    build,
    role,
    isEnding: () => isEnding,
    isQuarantined: () => quarantine.isClosed,
    workerHealth: hasJobs ? async () => jobs?.health() ?? 'ok' : parent?.workerHealth,
    onEnd: measuring?.onRequestEnd,
    beginTrace: tracing?.beginRequest,
  };
  const web = answersRequests(role)
    ? await openWebApplication({ ...front, release, adapters, useCases, unmeasuredUseCases: made })
    : undefined;
  quarantine.start(QUARANTINE_INTERVAL_MS);
  const steps: ShutdownStep[] = [];
  if (hasJobs) {
    jobs = await startBackgroundJobs({
      sessionPool,
      handlers: useCases.jobHandlers,
      concurrency,
      gate: quarantine,
      randomness: adapters.randomness,
      logger,
      onJobEnd: measuring?.onJobEnd,
      aroundJob: tracing?.aroundJob,
      syntheticCheckMinutes: settings.useCases.syntheticCheck?.everyMinutes,
    });
    steps.push(...jobs.steps);
  }
  const { port, listenAddress, httpLimits: limits, shutdownDelayMs } = settings;
  const stopAll = async (error: unknown) => {
    for (const { stop } of steps) await stop();
    throw error;
  };
  if (measuring && settings.metrics) {
    const { metrics } = measuring;
    const pools = pool === sessionPool ? { main: pool } : { main: pool, session: sessionPool };
    const readState = makeReadDatabaseState({ metrics, pools, pool });
    const watchCertificates = makeCertificateWatch({
      metrics,
      holders: certificateHolders(settings),
      logger,
    });
    const { registry } = metrics;
    const refresh = () => {
      metrics.liveStreams.set(web?.live.size ?? 0);
      watchCertificates();
      metrics.quarantine.set(quarantine.isClosed ? 1 : 0);
      return readState();
    };
    collectMetrics = async () => {
      await refresh();
      return registry.getMetricsAsJSON();
    };
    if (!parent) {
      const read = async () => {
        await refresh();
        return registry.metrics();
      };
      const ofMetrics = await startMetricsServer({ ...settings.metrics, read, logger }).catch(stopAll);
      steps.push({ name: 'metrics', stop: () => ofMetrics.stop(), timeoutMs: 3_000 });
    }
  }
  // The port of the probes is that of the processes that answer requests, which tell of all.
  const server =
    parent && !web
      ? undefined
      : await startHttpServer({
          listener: web?.listener ?? makeProbesAlone(front),
          port,
          host: listenAddress,
          logger,
          limits,
        }).catch(stopAll);
  if (web) void useCases.warnOfUnannouncedLevels();
  const { environment } = settings;
  if (server) logger.info('Listening', { port: server.port, role, environment });
  else logger.info('Carrying out jobs', { role, environment });
  return {
    port: server?.port ?? port,
    steps: [
      {
        name: 'probes',
        stop: async () => {
          isEnding = true;
          if (server) await delay(shutdownDelayMs);
        },
        timeoutMs: shutdownDelayMs + 1_000,
      },
      ...(web ? [{ name: 'live streams', stop: () => web.live.close(), timeoutMs: 4_000 }] : []),
      ...(server ? [{ name: 'requests', stop: () => server.stop(), timeoutMs: 12_000 }] : []),
      ...steps,
    ],
    workerGivenUp: jobs?.givenUp ?? new Promise<void>(() => undefined),
    workerHealth: jobs?.health,
    collectMetrics,
  };
}
