import { DomainError } from '../../../domain/shared/errors.ts';
import type { RateLimiter } from '../../shared/throttling/rate-limiter.ts';

/** The budget of checks that all processes share. */
export const CHECK_BUDGET = 'mail_domain_checks';

type Deps = {
  rateLimiter: RateLimiter;
  /** Smallest time between two checks, in seconds; 0: no limit. */
  checkIntervalSeconds: number;
};

/** @throws DomainError `mail_domain.check_too_soon` (with `retryAfterSeconds`) when another check was sent just before */
export type TakeCheckTurn = () => Promise<void>;

/** Spaces checks, for all requests and processes: the provisioner queries the DNS for each. */
export const makeTakeCheckTurn =
  ({ rateLimiter, checkIntervalSeconds }: Deps): TakeCheckTurn =>
  async () => {
    if (checkIntervalSeconds === 0) return;
    const waitMs = await rateLimiter.take(CHECK_BUDGET);
    if (waitMs === 0) return;
    const seconds = Math.ceil(waitMs / 1000);
    throw new DomainError('mail_domain.check_too_soon', 'Another check was sent just before', {
      params: { seconds: String(seconds) },
      retryAfterSeconds: seconds,
    });
  };
