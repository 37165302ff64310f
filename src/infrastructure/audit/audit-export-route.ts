import { pipeline } from 'node:stream/promises';
import { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { ExportAuditLog } from '../../application/audit/read-audit-log.ts';
import type { Actor } from '../../application/shared/actor.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { HttpError } from '../http/http-error.ts';
import { actorOf, contextOf } from '../http/request-context.ts';
import { auditFilterInput } from './audit-filter-input.ts';
import { AUDIT_FORMATS, CONTENT_TYPES, formatAuditLog } from './audit-formats.ts';

type Deps = {
  exportAuditLog: ExportAuditLog;
  /** Counts a request of the actor. @throws DomainError `request.throttled` */
  throttle: (actor: Actor) => Promise<void>;
  report: (error: unknown) => void;
};

/** `format` has no meaning in this API (contract/rest-api.md D48), hence `as`. */
const exportInput = auditFilterInput.extend({ as: z.enum(AUDIT_FORMATS).default('csv') });

const wantedOf = (request: Request): z.output<typeof exportInput> => {
  const { success, data, error } = exportInput.safeParse(request.query);
  if (success) return data;
  const fields = error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new DomainError('request.invalid', `Unusable parameters: ${fields}`);
};

/** Leaving before the end is a reader's right. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * `GET audit-log/export/?as=csv|jsonl`: the part of the audit log that the signed-in person may read, with the filters
 * of the list, written as it is read. A failure on the way cuts the connection, so that no half file looks whole.
 */
export function makeAuditExportRoute({ exportAuditLog, throttle, report }: Deps): Router {
  const download: RequestHandler = async (request, response) => {
    response.setHeader('Allow', 'GET, OPTIONS');
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    const actor = actorOf(contextOf(request));
    await throttle(actor);
    const { method } = request;
    if (method !== 'GET') {
      throw new HttpError(405, (translate) => ({ detail: translate('method_not_allowed', { method }) }));
    }
    const { as: format, ...filter } = wantedOf(request);
    const entries = await exportAuditLog(actor, filter);
    response.setHeader('Content-Type', CONTENT_TYPES[format]);
    response.setHeader('Content-Disposition', `attachment; filename="audit-log.${format}"`);
    response.setHeader('Cache-Control', 'no-store');
    try {
      await pipeline(formatAuditLog(entries, format), response);
    } catch (error) {
      if (!isGone(error)) report(error);
    }
  };
  const router = Router({ strict: false, caseSensitive: true });
  router.all('/audit-log/export/', download);
  return router;
}
