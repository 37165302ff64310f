import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../application/shared/system.ts';
import { DomainError } from '../../domain/shared/errors.ts';

/** Unknown tokens that an address may bring at once. A service brings those of all its people, some of them expired. */
const BURST = 300;
/** And then in each second. */
const PER_SECOND = 10;
/** Addresses that are counted at most; those heard of longest ago are forgotten first. */
const MOST_ADDRESSES = 10_000;

type Spent = Readonly<{ count: number; at: number }>;

/**
 * Counts the unknown tokens of each address, so that a flood of made-up ones does not become a flood of questions to the
 * authorization server, which would refuse those of everybody else. Each process counts for itself.
 */
export class UnknownTokenLimit {
  readonly #clock: Clock;
  readonly #spent = new LRUCache<string, Spent>({ max: MOST_ADDRESSES });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws DomainError `request.throttled` when nothing that `address` brings may be asked about now */
  check(address: string | null): void {
    const { count } = this.#current(address);
    if (count + 1 <= BURST) return;
    const seconds = Math.max(1, Math.ceil((count + 1 - BURST) / PER_SECOND));
    throw new DomainError('request.throttled', 'Too many unknown tokens from this address', {
      params: { seconds: String(seconds) },
      retryAfterSeconds: seconds,
    });
  }

  /** One more unknown token of `address`. */
  count(address: string | null): void {
    const { count, at } = this.#current(address);
    this.#spent.set(networkOf(address), { count: count + 1, at });
  }

  #current(address: string | null): Spent {
    const now = this.#clock.now().getTime();
    const { count, at } = this.#spent.get(networkOf(address)) ?? { count: 0, at: now };
    return { count: Math.max(0, count - ((now - at) / 1000) * PER_SECOND), at: now };
  }
}

/** A client with one IPv6 address usually has all 2^64 of its network. */
function networkOf(address: string | null): string {
  if (address === null || !isIPv6(address)) return address ?? '';
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const rest = tail.split(':').filter((group) => group !== '');
  const zeros = address.includes('::') ? Array<string>(8 - groups.length - rest.length).fill('0') : [];
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}
