import type { TRPCError } from '@trpc/server';
import type { ErrorKind } from '../../domain/shared/errors.ts';

/**
 * The only mapping of kinds of failure to statuses. The REST contract answers conflicts with 400, like every refusal of
 * a body (contract/rest-api.md 1.6).
 */
export const STATUS = {
  invalid: { http: 400, trpc: 'BAD_REQUEST' },
  unauthenticated: { http: 401, trpc: 'UNAUTHORIZED' },
  forbidden: { http: 403, trpc: 'FORBIDDEN' },
  not_found: { http: 404, trpc: 'NOT_FOUND' },
  conflict: { http: 400, trpc: 'CONFLICT' },
  precondition_failed: { http: 412, trpc: 'PRECONDITION_FAILED' },
  throttled: { http: 429, trpc: 'TOO_MANY_REQUESTS' },
  unavailable: { http: 503, trpc: 'SERVICE_UNAVAILABLE' },
  bad_upstream: { http: 502, trpc: 'BAD_GATEWAY' },
} as const satisfies Record<ErrorKind, { http: number; trpc: TRPCError['code'] }>;
