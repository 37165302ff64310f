import { makeAnnounceDomainEnd } from '../../application/provisioning/check/announce-domain-end.ts';
import { makeCheckMailDomain } from '../../application/provisioning/check/check-mail-domain.ts';
import { makeCheckMailDomainJob } from '../../application/provisioning/check/check-mail-domain-job.ts';
import { makeCheckManagedMailDomain } from '../../application/provisioning/check/check-managed-mail-domain.ts';
import { makeEndMailDomain } from '../../application/provisioning/check/end-mail-domain.ts';
import { makeRefreshMailDomain } from '../../application/provisioning/check/refresh-mail-domain.ts';
import { makeRegisterMailDomain } from '../../application/provisioning/check/register-mail-domain.ts';
import { makeScheduleDomainEnds } from '../../application/provisioning/check/schedule-domain-ends.ts';
import {
  makeResumeStalledMailboxes,
  makeScheduleDomainChecks,
} from '../../application/provisioning/check/schedule-mail-jobs.ts';
import { makeTakeCheckTurn } from '../../application/provisioning/check/take-check-turn.ts';
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
  makeResolveDriftLines,
} from '../../application/provisioning/reconciliation/resolve-drift.ts';
import { makeScheduleReconciliations } from '../../application/provisioning/reconciliation/schedule-reconciliations.ts';
import { makeSettleDrift } from '../../application/provisioning/reconciliation/settle-drift.ts';
import { makeWithdrawMailChange } from '../../application/provisioning/reconciliation/withdraw-mail-change.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** Checks of mail domains at the provisioner, comparisons with it, and the settlement of differences. */
export const provisioning = area('Provisioning', (given) => {
  const takingTurns = { ...given, takeCheckTurn: makeTakeCheckTurn(given) };
  const checking = { ...given, checkMailDomain: makeCheckMailDomain(takingTurns) };
  const ending = { ...checking, announceDomainEnd: makeAnnounceDomainEnd(given) };
  const comparing = {
    ...given,
    reconcileMailboxes: makeReconcileMailboxes(given),
    reconcileAliases: makeReconcileAliases(given),
  };
  const reconciling = { reconcileMailDomain: makeReconcileMailDomain(comparing) };
  const resolving = { ...given, settleDrift: makeSettleDrift(given), confirmDrift: makeConfirmDrift(given) };
  return {
    useCases: {
      refreshMailDomain: makeRefreshMailDomain(checking),
      checkManagedMailDomain: makeCheckManagedMailDomain(checking),
      listOpenMailChanges: makeListOpenMailChanges(given),
      withdrawMailChange: makeWithdrawMailChange(given),

      startReconciliation: makeStartReconciliation(given),
      reconcileMailDomain: reconciling.reconcileMailDomain,
      getDriftRun: makeGetDriftRun(given),
      listDrift: makeListDrift(given),
      resolveDrift: makeResolveDrift(resolving),
      resolveDriftLines: makeResolveDriftLines(resolving),
      readDriftAsOperator: makeReadDriftAsOperator(given),
      resolveDriftAsOperator: makeResolveDriftAsOperator(resolving),
    },
    jobs: {
      register_mail_domain: makeRegisterMailDomain(given),
      check_mail_domain: makeCheckMailDomainJob(checking),
      schedule_domain_checks: makeScheduleDomainChecks(given),
      end_mail_domain: makeEndMailDomain(ending),
      schedule_mail_domain_ends: makeScheduleDomainEnds(given),
      resume_stalled_mailboxes: makeResumeStalledMailboxes(given),
      reconcile_mail_domain: makeReconcileMailDomainJob(reconciling),
      schedule_reconciliations: makeScheduleReconciliations(given),
    },
  };
});
export type ProvisioningUseCases = UseCasesOf<typeof provisioning>;
