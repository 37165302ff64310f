import type { ErrorCode } from '../shared/errors.ts';
import type { MailDomainId, OrganizationId } from '../shared/ids.ts';
import type { DnsRecord } from './dns-record.ts';
import { judgeReport, type MailDomainReport } from './mail-domain-report.ts';

export const MAIL_DOMAIN_STATUSES = ['pending', 'enabled', 'failed', 'disabled', 'action_required'] as const;
export type MailDomainStatus = (typeof MAIL_DOMAIN_STATUSES)[number];

/**
 * How far the provisioner knows the domain. `queued`: not asked yet. `asked`, `unreachable`: asked at least once
 * without a usable answer, so that it may or may not know it. `refused`: it said no, for `reason`.
 */
export type Registration =
  | { readonly state: 'queued' | 'asked' | 'registered' }
  | { readonly state: 'unreachable'; readonly code: ErrorCode }
  | {
      readonly state: 'refused';
      readonly code: 'mail_domain.name_taken' | 'mail_domain.refused';
      readonly reason: string;
    };

export type MailDomain = Readonly<{
  id: MailDomainId;
  /** Lower case ASCII; unique. */
  name: string;
  slug: string;
  status: MailDomainStatus;
  registration: Registration;
  supportEmail: string;
  organizationId: OrganizationId | null;
  lastCheckDetails: MailDomainReport | null;
  lastCheckedAt: Date | null;
  expectedConfig: readonly DnsRecord[] | null;
  createdAt: Date;
  updatedAt: Date;
}>;

export type CheckResult = Readonly<{
  report: MailDomainReport;
  /** The report after a repair was asked for; undefined when none was. */
  repaired?: MailDomainReport;
  /** Undefined when the provisioner could not tell. */
  expectedConfig?: readonly DnsRecord[];
}>;

/** Whether to ask the provisioner for a repair: only when everything that fails is on its own side. */
export const needsRepair = (report: MailDomainReport): boolean => judgeReport(report) === 'internal_failure';

/** The state machine of contract/dimail.md 6, with a disabled domain staying so whatever its checks say. */
function statusAfter(current: MailDomainStatus, { report, repaired }: CheckResult): MailDomainStatus {
  if (current === 'disabled') return current;
  const verdict = judgeReport(repaired ?? report);
  if (verdict === 'ok') return 'enabled';
  if (verdict === 'internal_failure') return repaired ? 'failed' : current;
  if (verdict === 'external_failure') return repaired ? current : 'action_required';
  return current;
}

/** The domain after a check made at `at`: the latest report is always the one kept. */
export function afterCheck(domain: MailDomain, result: CheckResult, at: Date): MailDomain {
  return {
    ...domain,
    status: statusAfter(domain.status, result),
    lastCheckDetails: result.repaired ?? result.report,
    lastCheckedAt: at,
    expectedConfig: result.expectedConfig ?? domain.expectedConfig,
    updatedAt: at,
  };
}
