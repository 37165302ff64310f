import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';

/** Asks once about a token that several requests bring at the same time. */
export class SharedTokenIntrospector implements TokenIntrospector {
  readonly #introspector: TokenIntrospector;
  readonly #flights = new Map<string, Promise<Introspection>>();

  constructor(introspector: TokenIntrospector) {
    this.#introspector = introspector;
  }

  introspect(token: string): Promise<Introspection> {
    const flight = this.#flights.get(token);
    if (flight !== undefined) return flight;
    const started = this.#introspector.introspect(token).finally(() => this.#flights.delete(token));
    this.#flights.set(token, started);
    return started;
  }
}
