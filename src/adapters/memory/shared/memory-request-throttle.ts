import type {
  RequestThrottle,
  ThrottleRate,
  ThrottleRates,
} from '../../../application/shared/throttling/request-throttle.ts';
import type { UserId } from '../../../domain/shared/ids.ts';

/** Times of requests in one scope, oldest first, in milliseconds since 1970. */
class Scope {
  readonly #times = new Map<UserId, readonly number[]>();

  constructor(private readonly rate: ThrottleRate) {}

  take(userId: UserId, now: number): number {
    const { requests, seconds } = this.rate;
    const recent = (this.#times.get(userId) ?? []).filter((time) => time > now - seconds * 1000);
    const hasRoom = recent.length < requests;
    this.#times.set(userId, hasRoom ? [...recent, now].sort((a, b) => a - b) : recent);
    const [oldest = now] = recent;
    return hasRoom ? 0 : Math.max(1, Math.ceil(seconds - (now - oldest) / 1000));
  }

  giveBack(userId: UserId, counted: number): void {
    const times = this.#times.get(userId) ?? [];
    const place = times.indexOf(counted);
    if (place >= 0) this.#times.set(userId, times.toSpliced(place, 1));
  }
}

/** Counts the requests of one process. */
export class MemoryRequestThrottle implements RequestThrottle {
  readonly #scopes: readonly Scope[];

  constructor({ burst, sustained }: ThrottleRates) {
    this.#scopes = [new Scope(burst), new Scope(sustained)];
  }

  async take(userId: UserId, now: Date): Promise<number> {
    return Math.max(...this.#scopes.map((scope) => scope.take(userId, now.getTime())));
  }

  /** Takes back one request that was counted at that moment. */
  giveBack(userId: UserId, counted: Date): void {
    for (const scope of this.#scopes) scope.giveBack(userId, counted.getTime());
  }
}
