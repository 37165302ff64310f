import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { EMPTY_SESSION, type SessionData } from '../../src/application/people/session-store.ts';
import { SESSION_LIFETIME_MS } from '../../src/application/people/sign-in/start-sign-in.ts';
import type { SecretGenerator } from '../../src/application/shared/system.ts';
import { offeredFactors } from '../../src/domain/identity/authentication-level.ts';
import type { User } from '../../src/domain/people/user.ts';
import { makeUseCases } from '../../src/infrastructure/container/container.ts';
import type { Adapters } from '../../src/infrastructure/container/inputs/adapters.ts';
import type { UseCaseSettings } from '../../src/infrastructure/container/inputs/use-case-settings.ts';
import { type AppSettings, createApp } from '../../src/infrastructure/create-app.ts';
import type { LiveBounds } from '../../src/infrastructure/live/live-bounds.ts';
import { LiveStreams } from '../../src/infrastructure/live/live-streams.ts';
import { makeOpenidProvider } from '../../src/infrastructure/openid-provider/make-openid-provider.ts';
import type { OpenidProviderSettings } from '../../src/infrastructure/openid-provider/openid-provider-settings.ts';
import { USUAL_LOOK } from '../../src/infrastructure/pages/kit/page-look.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { type ApiClient, apiClient } from './api-client.ts';
import { eventually } from './eventually.ts';
import { ManualClock } from './manual-clock.ts';
import { memoryAdapters } from './memory-adapters.ts';
import { openMemoryHarness } from './memory-harness.ts';
import { MemoryJobRunner } from './memory-job-runner.ts';
import { openidSettings } from './openid-settings.ts';
import { USE_CASE_SETTINGS } from './use-case-settings.ts';

/** The clock's initial time. */
export const START = new Date('2026-11-23T10:00:00.250Z');
export const CSRF_TOKEN = 'abcdefghijklmnopqrstuvwxyzABCDEF';

type Over = {
  readonly adapters?: Partial<Adapters>;
  readonly app?: Partial<AppSettings>;
  readonly useCases?: Partial<UseCaseSettings>;
  /** Serves our OpenID provider with these settings, besides usual ones. */
  readonly openid?: Partial<OpenidProviderSettings>;
  /** Name of the machine in addresses; a number without it. */
  readonly host?: 'localhost';
  /** Certificates in PEM of makers whose keys count as hardware. */
  readonly attestationRoots?: readonly string[];
  readonly live?: Partial<LiveBounds>;
  /** Middleware of every request before the application. */
  readonly before?: readonly RequestHandler[];
};

const appSettings = (publicUrl: string): AppSettings => ({
  publicUrl,
  webmailUrl: USE_CASE_SETTINGS.mailSettings.webmailUrl,
  formKeys: { secretKey: 'a secret key of tests, long enough', formerSecretKeys: [] },
  identityBase: '/o',
  pageLook: USUAL_LOOK,
  console: { folder: '/nowhere', theme: 'default', signInButton: 'proconnect' },
  defaultLanguage: 'en-us',
  cookies: { sessionName: 'sessionid', secure: false },
  csrf: { trustedOrigins: ['http://localhost:3000', 'https://*.regie.test'] },
  redirects: {
    loginUrl: 'http://localhost:3000/',
    loginFailureUrl: 'http://localhost:3000/failure',
    logoutUrl: 'http://localhost:3000/bye',
    allowedHosts: ['localhost:3000'],
    requireHttps: false,
  },
  allowsLogoutByGet: true,
  servesApiDescription: true,
  acceptsBearer: false,
  servesLaSuite: true,
  encryptionKeys: [],
  trustedProxies: 1,
  version: 'test',
  publicConfig: {
    features: USE_CASE_SETTINGS.featureFlags,
    release: '1.2.3',
    commit: 'abc',
    crispWebsiteId: null,
  },
});

const secrets: SecretGenerator = {
  next: (bytes = 24) => randomBytes(bytes).toString('base64url'),
};

export type ApiWorld = Awaited<ReturnType<typeof openApiWorld>>;

/**
 * The whole application on adapters in memory, listening on a port of its own: the real use cases, routes, wiring and
 * rules for jobs, on a manual clock.
 */
export async function openApiWorld(over: Over = {}) {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://${over.host ?? '127.0.0.1'}:${(server.address() as AddressInfo).port}`;

  const clock = new ManualClock(START);
  const { jobQueue, seed, store, ...storage } = await openMemoryHarness(clock);
  const { attestationRoots = [] } = over;
  const offered = offeredFactors({ attestationRoots });
  const others = memoryAdapters(clock, `${url}/api/v1.0`, attestationRoots);
  const randomness = { next: () => 0 };
  const adapters: Adapters = { ...storage, ...others, randomness, secrets, ...over.adapters };
  const { logger } = others;
  const useCases = makeUseCases({
    adapters,
    plugins: new InstalledPlugins([]),
    settings: {
      ...USE_CASE_SETTINGS,
      factorSettings: { ...USE_CASE_SETTINGS.factorSettings, offered },
      ...over.useCases,
    },
  });
  const settings = { ...appSettings(url), ...over.app };
  const { sessions } = adapters;
  const before = over.before ?? [];
  const openLive = () => new LiveStreams({ ...adapters, bounds: over.live ?? {} });
  let live = openLive();
  const onIdentified = () => undefined;
  /** Answers requests from now on as a process does that was started with these settings of our OpenID provider. */
  const restart = async (openid: Partial<OpenidProviderSettings> | undefined) => {
    const openidProvider =
      openid &&
      (await makeOpenidProvider({
        ...adapters,
        ...useCases,
        settings: { ...openidSettings(`${url}/o`), offeredFactors: offered, ...openid },
      }));
    const app = createApp({
      useCases,
      sessions,
      clock,
      logger,
      live,
      settings,
      before,
      onIdentified,
      openidProvider,
    });
    server.removeAllListeners('request').on('request', app);
    return { app, openidProvider };
  };
  const { app, openidProvider } = await restart(over.openid);
  const handlers = useCases.jobHandlers;
  const { unitOfWork } = storage;
  const jobs = new MemoryJobRunner({ queue: jobQueue, unitOfWork, handlers, clock, randomness, logger });

  /** A session opened as a sign-in does; returns its key. */
  const openSession = (user: User, data: Partial<SessionData> = {}, sid = `sid-of-${user.sub}`) =>
    sessions.create({
      data: { ...EMPTY_SESSION, ...data },
      owner: { userId: user.id, sub: user.sub, sid },
      expiresAt: new Date(clock.now().getTime() + SESSION_LIFETIME_MS),
    });

  return {
    url,
    /** For walking its routes. */
    app,
    settings,
    ...others,
    unitOfWork: adapters.unitOfWork,
    /** The committed data. */
    store,
    sessions,
    seed,
    useCases,
    openidProvider,
    /** The readers of streams. */
    live: () => live,
    restart,
    /** Ends every connection, and answers none, as a process does that was killed. */
    goDown: async (): Promise<void> => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    /** Answers again, as a process that was just started. */
    comeBack: async (): Promise<void> => {
      live = openLive();
      await restart(over.openid);
      server.listen(Number(new URL(url).port), '127.0.0.1');
      await once(server, 'listening');
      // Connections that clients of this process have kept are gone: a request that may be repeated finds that out.
      await eventually(() => fetch(url));
    },
    adapters,
    jobs,
    /** The queued deliveries of webhooks, oldest first. */
    deliveries: () => store.tables.webhookDeliveries.all(() => true),
    /** The audit log, oldest first. */
    audited: () => store.tables.auditEntries.all(() => true),
    openSession,
    /** A person without a session. */
    visitor: apiClient({ url, cookies: {} }),
    client: (cookies: Readonly<Record<string, string>>): ApiClient => apiClient({ url, cookies }),
    signIn: async (user: User): Promise<ApiClient> =>
      apiClient({ url, cookies: { sessionid: await openSession(user), csrftoken: CSRF_TOKEN } }),
    /** Moves the clock and carries out the jobs that are then due. */
    advance: async (seconds: number): Promise<void> => {
      clock.advance(seconds);
      await jobs.run();
    },
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await jobs.stop();
    },
  };
}
