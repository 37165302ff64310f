import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { expect, it } from 'vitest';
import { STATUS } from '../../src/infrastructure/http/error-mapping.ts';

it.each(Object.entries(STATUS))('%s has one status for both transports', (kind, { http, trpc }) => {
  const trpcStatus = getHTTPStatusCodeFromError(new TRPCError({ code: trpc }));
  // The one difference: the REST contract has 400 for a taken name or address (contract/rest-api.md 1.9, "unique").
  expect([kind, trpcStatus]).toEqual([kind, kind === 'conflict' ? 409 : http]);
  if (kind === 'conflict') expect(http).toBe(400);
});
