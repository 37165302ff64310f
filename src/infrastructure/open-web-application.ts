import type { RequestListener } from 'node:http';
import type { UseCases } from './container/container.ts';
import type { Adapters } from './container/inputs/adapters.ts';
import { API_BASE, createApp } from './create-app.ts';
import { type EdgeDeps, makeEdgeMiddleware } from './edge-middleware.ts';
import type { PublicConfig } from './http/public-config.ts';
import { LiveStreams } from './live/live-streams.ts';
import { createLogger } from './observability/mozlog-logger.ts';
import { setRequestUser } from './observability/request-context.ts';
import { makeOpenidProvider } from './openid-provider/make-openid-provider.ts';
import { warmUp } from './warm-up.ts';

/** Version and commit of a build without a version file (contract/rest-api.md 3.1). */
const NOT_KNOWN = 'NA';

type Deps = EdgeDeps &
  Readonly<{
    release: string;
    adapters: Adapters;
    /** As requests use them. */
    useCases: UseCases;
    /** The same; what a warm-up does is not measured. */
    unmeasuredUseCases: UseCases;
  }>;

/** Everything that answers people and services, once it has answered some requests of its own. */
export async function openWebApplication(
  deps: Deps,
): Promise<{ listener: RequestListener; live: Pick<LiveStreams, 'close' | 'size'> }> {
  const { release, adapters, useCases, unmeasuredUseCases, ...front } = deps;
  const { settings, build, logger } = front;
  const openidProvider =
    settings.openidProvider &&
    (await makeOpenidProvider({ ...adapters, ...useCases, settings: settings.openidProvider }));
  const publicConfig: PublicConfig = {
    features: settings.useCases.featureFlags,
    release: build?.version ?? NOT_KNOWN,
    commit: build?.commit ?? NOT_KNOWN,
    crispWebsiteId: settings.crispWebsiteId,
  };
  const live = new LiveStreams(adapters);
  const ofApp = {
    useCases,
    live,
    sessions: adapters.sessions,
    clock: adapters.clock,
    logger,
    settings: { ...settings.app, version: release, publicConfig },
    before: makeEdgeMiddleware(front),
    onIdentified: setRequestUser,
    openidProvider,
  };
  const listener = createApp(ofApp);
  const silent = createLogger({ name: 'regie', level: 'info', release, destination: { write: () => {} } });
  await warmUp({
    makeApp: (sessions) =>
      createApp({
        ...ofApp,
        useCases: { ...unmeasuredUseCases, throttleRequest: async () => undefined },
        sessions: { ...sessions, touch: async () => undefined, destroy: async () => undefined },
        logger: silent,
        before: makeEdgeMiddleware({
          ...front,
          logger: silent,
          summaryLogger: silent,
          onEnd: undefined,
          beginTrace: undefined,
        }),
      }),
    base: API_BASE,
    host: new URL(settings.app.publicUrl).host,
    sessionCookie: settings.app.cookies.sessionName,
    limitMs: settings.warmUpMs,
    logger,
  });
  return { listener, live };
}
