import type { ServerResponse } from 'node:http';
import { DomainError } from '../../domain/shared/errors.ts';

/** Bulk answers to one account at a time; further requests wait for their turn. */
const MOST_AT_ONCE = 2;
/** Most waiting requests of one account. */
const MOST_WAITING = 50;

type Waiting = { running: number; readonly queue: (() => void)[] };

/**
 * Makes an account wait for its own bulk answers: an answer is in memory until its client has received it, so that many
 * at once would exhaust it. Accounts do not wait for each other.
 */
export class AccountTurns {
  readonly #accounts = new Map<string, Waiting>();

  /**
   * Resolves when it is the turn of a request, which lasts until its answer is sent or its client disconnects.
   *
   * @throws DomainError `request.throttled` (params: `seconds`) when too many requests of the account wait already
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
