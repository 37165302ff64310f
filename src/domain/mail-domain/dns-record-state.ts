import { type DnsRecord, type ExpectedRecord, recordOnly } from './dns-record.ts';
import type { DomainTest } from './domain-check.ts';

/**
 * A record to publish and the latest check of it. `isPublished` is null before the first check, and for records without
 * a test; `found` is the provisioner's description of what is wrong with the record.
 */
export type DnsRecordState = DnsRecord & Readonly<{ isPublished: boolean | null; found: string | null }>;

/** The state of each expected record, from the tests of the latest check. */
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
