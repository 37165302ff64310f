import type {
  AttemptCount,
  CountedAttempt,
  SignInAttempts,
} from '../../../application/identity/sign-in/sign-in-attempts.ts';
import { type SignInLimits, secondsOfFailure } from '../../../domain/identity/sign-in-counting.ts';

type Counter = Readonly<{ failures: number; expiresAt: number }>;

const counterKeyOf = ({ counter }: CountedAttempt): string => `${counter.kind} ${counter.key}`;

/** Counts the attempts of one process, and forgets them with it. Times are in milliseconds. */
export class MemorySignInAttempts implements SignInAttempts {
  readonly #counters = new Map<string, Counter>();
  /** When all that a source caused is forgotten. */
  readonly #sources = new Map<string, number>();
  readonly #step: number;

  constructor(private readonly limits: SignInLimits) {
    this.#step = secondsOfFailure(limits) * 1000;
  }

  async begin(attempt: CountedAttempt, now: Date): Promise<AttemptCount> {
    const { attempts, lockoutSeconds, source } = this.limits;
    const at = now.getTime();
    if (attempt.source !== null) {
      const fullUntil = Math.max(this.#sources.get(attempt.source) ?? at, at) + this.#step;
      const over = fullUntil - at - source.seconds * 1000;
      if (over > 0) return { outcome: 'source_full', seconds: Math.max(1, Math.ceil(over / 1000)) };
      this.#sources.set(attempt.source, fullUntil);
    }
    const key = counterKeyOf(attempt);
    const counted = this.#counters.get(key);
    const before = counted && counted.expiresAt > at ? counted.failures : 0;
    if (before >= attempts) return { outcome: 'locked_out' };
    const failures = before + 1;
    this.#counters.set(key, { failures, expiresAt: at + lockoutSeconds * 1000 });
    return { outcome: 'counted', failures, locks: failures === attempts };
  }

  async succeed(attempt: CountedAttempt): Promise<void> {
    this.#counters.delete(counterKeyOf(attempt));
    const { source } = attempt;
    const fullUntil = source === null ? undefined : this.#sources.get(source);
    if (source !== null && fullUntil !== undefined) this.#sources.set(source, fullUntil - this.#step);
  }

  async forgetIdle(now: Date): Promise<void> {
    for (const [key, { expiresAt }] of this.#counters) {
      if (expiresAt <= now.getTime()) this.#counters.delete(key);
    }
    for (const [source, fullUntil] of this.#sources) {
      if (fullUntil <= now.getTime()) this.#sources.delete(source);
    }
  }
}
