import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { ErrorRequestHandler } from 'express';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { STATUS } from '../../http/error-mapping.ts';
import { retryAfterSeconds } from '../../http/retry-after.ts';
import { sendJson } from '../../http/send-json.ts';

/** Answers errors that occur before a procedure, while the caller is identified, in the format of tRPC's clients. */
export const trpcFailures: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const isOutage = error instanceof StorageUnavailable;
  if (response.headersSent || !(isOutage || error instanceof DomainError)) {
    next(error);
    return;
  }
  const { http: httpStatus, trpc: code } = STATUS[isOutage ? 'unavailable' : error.kind];
  const retryAfter = retryAfterSeconds(error);
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  const { params, isKept } = isOutage ? { params: {}, isKept: false } : error;
  const data = { code, httpStatus, domainCode: error.code, params, isKept };
  sendJson(response, httpStatus, {
    error: { message: error.code, code: TRPC_ERROR_CODES_BY_KEY[code], data },
  });
};
