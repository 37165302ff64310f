import { makeExportAuditLog, makeListAuditLog } from '../../application/audit/read-audit-log.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** The audit log. */
export const audit = area('Audit', (given) => ({
  useCases: { listAuditLog: makeListAuditLog(given), exportAuditLog: makeExportAuditLog(given) },
}));
export type AuditUseCases = UseCasesOf<typeof audit>;
