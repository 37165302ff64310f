import { ContainerModule } from 'inversify';
import { makeExportAuditLog, makeListAuditLog } from '../../application/audit/read-audit-log.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';

/** Who changed what. */
export const auditModule = new ContainerModule((module) => {
  const { auditQueries, organizationQueries } = ADAPTER_TOKENS;

  bindFactory(module, TOKENS.listAuditLog, makeListAuditLog, { auditQueries, organizationQueries });
  bindFactory(module, TOKENS.exportAuditLog, makeExportAuditLog, { auditQueries, organizationQueries });
});
