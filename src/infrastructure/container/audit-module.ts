import { ContainerModule } from 'inversify';
import { makeExportAuditLog, makeListAuditLog } from '../../application/audit/read-audit-log.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';
import { bindFactory } from './typed-bind.ts';

/** Who changed what. */
export const auditModule = new ContainerModule((module) => {
  const { auditQueries, organizationQueries } = ADAPTER_TOKENS;

  bindFactory(module, TOKENS.listAuditLog, makeListAuditLog, { auditQueries, organizationQueries });
  bindFactory(module, TOKENS.exportAuditLog, makeExportAuditLog, { auditQueries, organizationQueries });
});
