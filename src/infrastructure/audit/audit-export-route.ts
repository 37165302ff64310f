import { type Request, Router } from 'express';
import { z } from 'zod';
import type { ExportAuditLog } from '../../application/audit/read-audit-log.ts';
import type { Actor } from '../../application/shared/actor.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { actorOf, contextOf } from '../http/request-context.ts';
import { serveOperations } from '../rest/serving/serve-operations.ts';
import { auditFilterInput } from './audit-filter-input.ts';
import { AUDIT_FILES, AUDIT_FORMATS, formatAuditLog } from './audit-formats.ts';

type Deps = {
  exportAuditLog: ExportAuditLog;
  /** Counts a request of the actor. @throws DomainError `request.throttled` */
  throttle: (actor: Actor) => Promise<void>;
};

/**
 * The parameter is `as`, since `format` is reserved (contract/rest-api.md D48). One that is not known is refused: an export
 * that ignores a filter is wider than was asked.
 */
const exportInput = auditFilterInput
  .extend({ as: z.enum(AUDIT_FORMATS).default('csv'), format: z.string().optional() })
  .strict();

const wantedOf = (request: Request): z.output<typeof exportInput> => {
  const { success, data, error } = exportInput.safeParse(request.query);
  if (success) return data;
  const fields = error.issues
    .map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.')))
    .join(', ');
  throw new DomainError('request.invalid', `Unusable parameters: ${fields}`);
};

/**
 * `GET audit-log/export/?as=csv|excel|jsonl`: the part of the audit log that the signed-in person may read, with the
 * filters of the list, streamed. A failure in between cuts the connection, so that a partial file does not look
 * complete.
 */
export function makeAuditExportRoute({ exportAuditLog, throttle }: Deps): Router {
  const GET = {
    handle: async ({ actor, request }: { actor: Actor; request: Request }) => {
      const { as: format, format: _reserved, ...filter } = wantedOf(request);
      const entries = await exportAuditLog(actor, filter);
      return {
        status: 200,
        headers: {
          'Content-Type': AUDIT_FILES[format].contentType,
          'Content-Disposition': `attachment; filename="audit-log.${AUDIT_FILES[format].extension}"`,
          'Cache-Control': 'no-store',
        },
        stream: formatAuditLog(entries, format),
      };
    },
  };
  const router = Router({ strict: false, caseSensitive: true });
  router.all(
    '/audit-log/export/',
    serveOperations(
      { GET },
      {
        language: (request) => contextOf(request).language,
        accepts: undefined,
        identify: async (request) => {
          const actor = actorOf(contextOf(request));
          await throttle(actor);
          return actor;
        },
        callOf: (actor, _operation, request) => ({ actor, request }),
      },
    ),
  );
  return router;
}
