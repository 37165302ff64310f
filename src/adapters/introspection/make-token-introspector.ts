import type { TokenIntrospector } from '../../application/access/resource-server/token-introspector.ts';
import type { Signals } from '../../application/shared/signals.ts';
import type { Clock } from '../../application/shared/system.ts';
import { ConnectedTokenIntrospector } from './connected-token-introspector.ts';
import { RememberingTokenIntrospector } from './remembering-token-introspector.ts';
import type { IntrospectionOptions } from './server/introspection-options.ts';

type Deps = {
  readonly options: IntrospectionOptions;
  /** How long active tokens are remembered; 0 asks about each at each request. */
  readonly lifetimeMs: number;
  readonly signals: Signals;
  readonly clock: Clock;
};

/** An introspector as production has it: it asks once at a time about a token, and remembers it if so configured. */
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
