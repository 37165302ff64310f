import type { ServerResponse } from 'node:http';
import { DomainError } from '../../domain/shared/errors.ts';

/** Answers in bulk that one account is given at a time; further requests wait for their turn. */
const MOST_AT_ONCE = 2;
/** Requests of one account that may wait. */
const MOST_WAITING = 50;

type Waiting = { running: number; readonly queue: (() => void)[] };

/**
 * Has an account wait for its own answers where these are large: what one person is sent at once is in memory until they
 * took it, so that asking again and again would fill it. Nobody waits for anybody else.
 */
export class AccountTurns {
  readonly #accounts = new Map<string, Waiting>();

  /**
   * Resolves when it is the turn of a request, which lasts until its answer is sent or its client is gone.
   *
   * @throws DomainError `request.throttled` (params: `seconds`) when too many of the account wait already
   */
  async take(account: string, response: ServerResponse): Promise<void> {
    const waiting = this.#accounts.get(account) ?? { running: 0, queue: [] };
    this.#accounts.set(account, waiting);
    if (waiting.running < MOST_AT_ONCE) waiting.running += 1;
    else if (waiting.queue.length >= MOST_WAITING) {
      throw new DomainError('request.throttled', 'Too many large answers at once', {
        params: { seconds: '1' },
        retryAfterSeconds: 1,
      });
    } else await new Promise<void>((resolve) => waiting.queue.push(resolve));
    if (response.closed) this.#release(account, waiting);
    else response.once('close', () => this.#release(account, waiting));
  }

  #release(account: string, waiting: Waiting): void {
    const next = waiting.queue.shift();
    if (next) {
      next();
      return;
    }
    waiting.running -= 1;
    if (waiting.running === 0) this.#accounts.delete(account);
  }
}
