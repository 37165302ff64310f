import type {
  Introspection,
  TokenIntrospector,
} from '../../../application/access/resource-server/token-introspector.ts';
import type { Clock } from '../../../application/shared/system.ts';
import type { TokenProblem } from '../../../domain/access/token-problem.ts';
import { DomainError } from '../../../domain/shared/errors.ts';

export type ActiveToken = Omit<Extract<Introspection, { active: true }>, 'active'>;
type Failure = 'identity_provider.unavailable' | 'identity_provider.unexpected';

/** An authorization server in memory. It knows no tokens at first. */
export class MemoryTokenIntrospector implements TokenIntrospector {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, ActiveToken>();
  readonly #problems = new Map<string, TokenProblem>();
  #failure: Failure | undefined;

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock;
  }

  /** Makes `token` valid until its `expiresAt`. */
  issue(token: string, details: ActiveToken): void {
    this.#tokens.set(token, structuredClone(details));
  }

  /** Gives the active `token` a problem in its answer. */
  misdescribe(token: string, problem: TokenProblem): void {
    this.#problems.set(token, problem);
  }

  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  /** Makes every call fail with `code`; undefined ends that. */
  failWith(code: Failure | undefined): void {
    this.#failure = code;
  }

  async introspect(token: string): Promise<Introspection> {
    if (this.#failure !== undefined) throw new DomainError(this.#failure, 'The authorization server fails');
    const problem = this.#problems.get(token);
    if (problem !== undefined) return { active: false, problem };
    const details = this.#tokens.get(token);
    const isOver = details?.expiresAt !== undefined && details.expiresAt <= this.#clock.now();
    return details === undefined || isOver
      ? { active: false }
      : { active: true, ...structuredClone(details) };
  }
}
