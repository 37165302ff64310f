import { type DnsRecord, type ExpectedRecord, recordOnly } from './dns-record.ts';
import type { DomainTest } from './domain-check.ts';

/**
 * A record to publish and what the latest check found in its place. `isPublished` is null before the first check, and
 * for records that no test is about; `found` is what the provisioner says of it when it is not as it should be.
 */
export type DnsRecordState = DnsRecord & Readonly<{ isPublished: boolean | null; found: string | null }>;

/** Expected records beside the tests of the latest check, one by one. */
export const dnsRecordStates = (
  expected: readonly ExpectedRecord[] | null,
  tests: readonly DomainTest[] | null,
): readonly DnsRecordState[] =>
  (expected ?? []).map((record) => {
    const test = tests?.find(({ name }) => name === record.checkedBy);
    const isPublished = test?.passed ?? null;
    return {
      ...recordOnly(record),
      isPublished,
      found: isPublished === false ? (test?.detail ?? null) : null,
    };
  });
