import type { DnsRecord } from './dns-record.ts';
import { firstErrorDetail, type MailDomainReport, testNamed } from './mail-domain-report.ts';

/**
 * A record to publish and what the latest check found in its place. `isPublished` is null before the first check, and
 * for records that no test is about; `found` is what the provisioner says of it when it is not as it should be.
 */
export type DnsRecordState = DnsRecord & Readonly<{ isPublished: boolean | null; found: string | null }>;

/** The test that looks at a record (contract/dimail.md 6, "Test keys"). */
function testOf({ target, type, value }: DnsRecord): string | undefined {
  const kind = type.toLowerCase();
  if (kind === 'mx' && target === '') return 'mx';
  if (kind === 'cname') return `cname_${target.toLowerCase()}`;
  if (kind !== 'txt') return undefined;
  if (target.toLowerCase().endsWith('._domainkey')) return 'dkim';
  return target === '' && value.toLowerCase().startsWith('v=spf1') ? 'spf' : undefined;
}

/** Expected records beside the latest report, one by one. */
export const dnsRecordStates = (
  expected: readonly DnsRecord[] | null,
  report: MailDomainReport | null,
): readonly DnsRecordState[] =>
  (expected ?? []).map((record) => {
    const name = testOf(record);
    const test = name === undefined || report === null ? undefined : testNamed(report, name);
    const isPublished = typeof test?.ok === 'boolean' ? test.ok : null;
    return { ...record, isPublished, found: isPublished === false ? firstErrorDetail(test?.errors) : null };
  });
