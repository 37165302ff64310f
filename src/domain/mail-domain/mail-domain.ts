import type { ErrorCode } from '../shared/errors.ts';
import type { MailDomainId, OrganizationId } from '../shared/ids.ts';
import type { ExpectedRecord } from './dns-record.ts';
import { type DomainCheck, type DomainTest, verdictOf } from './domain-check.ts';

export const MAIL_DOMAIN_STATUSES = ['pending', 'enabled', 'failed', 'disabled', 'action_required'] as const;
export type MailDomainStatus = (typeof MAIL_DOMAIN_STATUSES)[number];

/** Statuses of a domain that waits for its owners: nobody has shown yet that it is theirs to use. */
export const UNPROVEN_STATUSES = [
  'pending',
  'action_required',
] as const satisfies readonly MailDomainStatus[];

/**
 * Whether the provisioner knows the domain. `queued`: not asked yet. `asked`, `unreachable`: asked at least once without
 * a usable answer, so that the domain may exist there. `refused`: the provisioner refused it, for `reason`.
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
  /** The latest check: the provisioner's answer unchanged, and the verdict read from it. */
  lastCheckDetails: DomainCheck['raw'] | null;
  lastCheckTests: readonly DomainTest[] | null;
  lastCheckedAt: Date | null;
  expectedConfig: readonly ExpectedRecord[] | null;
  /**
   * Since when the domain has waited for right DNS that it never had; null when it had it once, or when that is not known, as of
   * domains taken over from the reference.
   */
  unprovenSince: Date | null;
  /** When its owners were told that the domain ends unless its DNS becomes right. */
  endAnnouncedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}>;

export type CheckResult = Readonly<{
  check: DomainCheck;
  /** The check after a repair; undefined when no repair was requested. */
  repaired?: DomainCheck;
  /** Undefined when the provisioner could not say. */
  expectedConfig?: readonly ExpectedRecord[];
}>;

/** Whether to request a repair: only when the provisioner can repair every failing test. */
export const needsRepair = (check: DomainCheck): boolean => verdictOf(check) === 'repairable';

/** The status of a domain after a check; a disabled domain stays disabled. */
function statusAfter(current: MailDomainStatus, { check, repaired }: CheckResult): MailDomainStatus {
  if (current === 'disabled') return current;
  const verdict = verdictOf(repaired ?? check);
  if (verdict === 'ready') return 'enabled';
  if (verdict === 'repairable') return repaired ? 'failed' : current;
  if (verdict === 'action_required') return repaired ? current : 'action_required';
  return current;
}

/** Whether a check shows that the domain's DNS is right: whoever set it up may publish for the domain. */
const isProof = ({ check, repaired }: CheckResult): boolean =>
  [check, repaired].some((made) => made !== undefined && ['ready', 'repairable'].includes(verdictOf(made)));

/** The domain after a check made at `at`; only the latest check is stored. Right DNS counts for ever. */
export function afterCheck(domain: MailDomain, result: CheckResult, at: Date): MailDomain {
  const latest = result.repaired ?? result.check;
  return {
    ...domain,
    status: statusAfter(domain.status, result),
    lastCheckDetails: latest.raw,
    lastCheckTests: latest.tests,
    lastCheckedAt: at,
    expectedConfig: result.expectedConfig ?? domain.expectedConfig,
    ...(isProof(result) ? { unprovenSince: null, endAnnouncedAt: null } : {}),
    updatedAt: at,
  };
}
