import type { TokenIntrospector } from '../../application/access/resource-server/token-introspector.ts';
import type { Signals } from '../../application/shared/signals.ts';
import type { Clock } from '../../application/shared/system.ts';
import { ConnectedTokenIntrospector } from './connected-token-introspector.ts';
import { RememberingTokenIntrospector } from './remembering-token-introspector.ts';
import type { IntrospectionOptions } from './server/introspection-options.ts';

type Deps = {
  readonly options: IntrospectionOptions;
  /** How long active tokens are cached; 0 introspects them at each request. */
  readonly lifetimeMs: number;
  readonly signals: Signals;
  readonly clock: Clock;
};

/** The introspector of production: it asks once at a time about a token, and caches the answer if configured. */
export function makeTokenIntrospector({ options, ...deps }: Deps): {
  readonly introspector: TokenIntrospector;
  close(): Promise<void>;
} {
  const asking = new ConnectedTokenIntrospector({ options, clock: deps.clock });
  const introspector = new RememberingTokenIntrospector({ introspector: asking, ...deps });
  return {
    introspector,
    close: () => {
      introspector.close();
      return asking.close();
    },
  };
}
