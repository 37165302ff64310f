import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { ErrorRequestHandler } from 'express';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { STATUS } from '../../http/error-mapping.ts';
import { retryAfterSeconds } from '../../http/retry-after.ts';
import { sendJson } from '../../http/send-json.ts';

/** Answers errors that occur before a procedure, while the caller is identified, in the format of tRPC's clients. */
export const trpcFailures: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent || !(error instanceof StorageUnavailable)) {
    next(error);
    return;
  }
  const { http: httpStatus, trpc: code } = STATUS.unavailable;
  response.setHeader('Retry-After', retryAfterSeconds(error) ?? 0);
  const data = { code, httpStatus, domainCode: error.code, params: {}, isKept: false };
  sendJson(response, httpStatus, {
    error: { message: error.code, code: TRPC_ERROR_CODES_BY_KEY[code], data },
  });
};
