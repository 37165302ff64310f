import type { DnsRecord, ExpectedRecord } from '../../../domain/mail-domain/dns-record.ts';
import type { DomainCheck, DomainTest } from '../../../domain/mail-domain/domain-check.ts';
import { storableJson } from '../../../domain/shared/storable-text.ts';

type Report = Readonly<Record<string, unknown>>;
type Result = Readonly<{ ok: unknown; internal?: unknown; errors?: unknown }>;

const READY = new Map<unknown, boolean>([
  ['ok', true],
  ['broken', false],
]);

/** A report has members of several kinds: objects with `ok` are results of tests. */
const isResult = (value: unknown): value is Result =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'ok' in value;

const ownerOf = (internal: unknown): DomainTest['owner'] =>
  typeof internal === 'boolean' ? (internal ? 'provisioner' : 'customer') : null;

const firstDetail = (errors: unknown): string | null => {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (typeof first !== 'object' || first === null || !('detail' in first)) return null;
  return typeof first.detail === 'string' ? first.detail : null;
};

/** The order of members differs between stores and versions, so tests are sorted by name. */
const byName = (a: DomainTest, b: DomainTest): number => (a.name < b.name ? -1 : 1);

/** The check in dimail's report (contract/dimail.md section 6), tests by name. Only real booleans count. */
export function readDomainCheck(answer: Report): DomainCheck {
  const report = storableJson(answer);
  const tests = Object.entries(report).flatMap(([name, result]) =>
    isResult(result)
      ? {
          name,
          passed: typeof result.ok === 'boolean' ? result.ok : null,
          owner: ownerOf(result.internal),
          detail: firstDetail(result.errors),
        }
      : [],
  );
  return { isReady: READY.get(report['state']) ?? null, tests: tests.sort(byName), raw: report };
}

/** The name of the test that checks a record (contract/dimail.md section 6, "Test keys"). */
function testOf({ target, type, value }: DnsRecord): string | undefined {
  const kind = type.toLowerCase();
  if (kind === 'mx' && target === '') return 'mx';
  if (kind === 'cname') return `cname_${target.toLowerCase()}`;
  if (kind !== 'txt') return undefined;
  if (target.toLowerCase().endsWith('._domainkey')) return 'dkim';
  return target === '' && value.toLowerCase().startsWith('v=spf1') ? 'spf' : undefined;
}

/** A record of dimail's specification of a domain, with the name of its test. */
export function readExpectedRecord(record: DnsRecord): ExpectedRecord {
  const { target, type, value } = storableJson(record);
  const checkedBy = testOf({ target, type, value });
  return { target, type, value, ...(checkedBy === undefined ? {} : { checkedBy }) };
}
