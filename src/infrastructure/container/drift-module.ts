import { ContainerModule } from 'inversify';
import { makeConfirmDrift } from '../../application/provisioning/reconciliation/confirm-drift.ts';
import { makeListOpenMailChanges } from '../../application/provisioning/reconciliation/list-open-mail-changes.ts';
import {
  makeGetDriftRun,
  makeListDrift,
  makeReadDriftAsOperator,
  makeStartReconciliation,
} from '../../application/provisioning/reconciliation/read-drift.ts';
import { makeReconcileAliases } from '../../application/provisioning/reconciliation/reconcile-aliases.ts';
import { makeReconcileMailDomain } from '../../application/provisioning/reconciliation/reconcile-mail-domain.ts';
import { makeReconcileMailDomainJob } from '../../application/provisioning/reconciliation/reconcile-mail-domain-job.ts';
import { makeReconcileMailboxes } from '../../application/provisioning/reconciliation/reconcile-mailboxes.ts';
import {
  makeResolveDrift,
  makeResolveDriftAsOperator,
} from '../../application/provisioning/reconciliation/resolve-drift.ts';
import { makeScheduleReconciliations } from '../../application/provisioning/reconciliation/schedule-reconciliations.ts';
import { makeSettleDrift } from '../../application/provisioning/reconciliation/settle-drift.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';

/** Comparing mail domains with the provisioner, settling what differs, and what it has yet to do. */
export const driftModule = new ContainerModule((module) => {
  const { unitOfWork, mailDomainQueries, driftQueries, mailProvisioner, clock, ids } = ADAPTER_TOKENS;
  const { reconcileAliases, reconcileMailboxes, reconcileMailDomain, settleDrift, confirmDrift } = TOKENS;
  const resolving = { unitOfWork, settleDrift, confirmDrift };

  bindFactory(module, reconcileMailboxes, makeReconcileMailboxes, { unitOfWork, mailProvisioner, ids });
  bindFactory(module, reconcileAliases, makeReconcileAliases, { unitOfWork, mailProvisioner, ids });
  bindFactory(module, reconcileMailDomain, makeReconcileMailDomain, {
    unitOfWork,
    clock,
    reconcileMailboxes,
    reconcileAliases,
  });
  bindFactory(module, TOKENS.listOpenMailChanges, makeListOpenMailChanges, {
    mailDomainQueries,
    openMailChangeQueries: ADAPTER_TOKENS.openMailChangeQueries,
  });
  bindFactory(module, TOKENS.getDriftRun, makeGetDriftRun, { mailDomainQueries, driftQueries });
  bindFactory(module, TOKENS.listDrift, makeListDrift, { mailDomainQueries, driftQueries });
  bindFactory(module, TOKENS.startReconciliation, makeStartReconciliation, { unitOfWork });
  bindFactory(module, confirmDrift, makeConfirmDrift, { mailProvisioner });
  bindFactory(module, settleDrift, makeSettleDrift, { clock, ids });
  bindFactory(module, TOKENS.resolveDrift, makeResolveDrift, resolving);
  bindFactory(module, TOKENS.readDriftAsOperator, makeReadDriftAsOperator, { driftQueries });
  bindFactory(module, TOKENS.resolveDriftAsOperator, makeResolveDriftAsOperator, resolving);

  bindFactory(module, JOB_TOKENS.reconcile_mail_domain, makeReconcileMailDomainJob, { reconcileMailDomain });
  bindFactory(module, JOB_TOKENS.schedule_reconciliations, makeScheduleReconciliations, {
    unitOfWork,
    clock,
  });
});
