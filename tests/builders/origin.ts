import type { RequestOrigin } from '../../src/domain/audit/request-origin.ts';

/** A browser somewhere. */
export const ORIGIN: RequestOrigin = {
  address: '192.0.2.7',
  requestId: 'request-1',
  via: 'session',
  client: null,
};
