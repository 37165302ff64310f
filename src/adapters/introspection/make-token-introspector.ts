import type { TokenIntrospector } from '../../application/access/resource-server/token-introspector.ts';
import type { Signals } from '../../application/shared/signals.ts';
import type { Clock } from '../../application/shared/system.ts';
import { connectTokenIntrospector } from './connect-token-introspector.ts';
import { RememberingTokenIntrospector } from './remembering-token-introspector.ts';
import type { IntrospectionOptions } from './server/introspection-options.ts';
import { SharedTokenIntrospector } from './shared-token-introspector.ts';

type Deps = {
  readonly options: IntrospectionOptions;
  /** How long active tokens are remembered; 0 asks about each at each request. */
  readonly lifetimeMs: number;
  readonly signals: Signals;
  readonly clock: Clock;
};

/** An introspector as production has it: it asks once at a time about a token, and remembers it if so configured. */
export function makeTokenIntrospector({ options, lifetimeMs, signals, clock }: Deps): {
  readonly introspector: TokenIntrospector;
  close(): Promise<void>;
} {
  const asking = connectTokenIntrospector({ options, clock });
  const shared = new SharedTokenIntrospector(asking);
  if (lifetimeMs === 0) return { introspector: shared, close: () => asking.close() };
  const remembering = new RememberingTokenIntrospector({ introspector: shared, signals, clock, lifetimeMs });
  return {
    introspector: remembering,
    close: () => {
      remembering.close();
      return asking.close();
    },
  };
}
