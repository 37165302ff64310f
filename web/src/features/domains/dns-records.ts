import type { Domain } from '../../lib/use-domain.ts';

type DnsRecord = Domain['records'][number];

/** What a record is for, in one word that has a text. */
export function purposeOf({ type, target, value }: DnsRecord) {
  if (type === 'MX' || type === 'CNAME') return type;
  if (type !== 'TXT') return 'other';
  if (target.startsWith('_dmarc')) return 'DMARC';
  if (target.includes('_domainkey')) return 'DKIM';
  return /^"?v=spf1/.test(value) ? 'SPF' : 'TXT';
}

/** Whether a record is right, as the latest check found it. */
export const stateOf = ({ isPublished }: DnsRecord) =>
  isPublished === null ? 'unknown' : isPublished ? 'right' : 'wrong';

/** The whole name of a record, which forms of DNS hosts want with or without the domain. */
export const nameOf = ({ target }: DnsRecord, domain: string): string =>
  target === '' ? domain : `${target}.${domain}`;

/** A line of a zone file (RFC 1035, section 5): texts are quoted there. */
function zoneLine(record: DnsRecord, domain: string): string {
  const { type, value } = record;
  const isBareText = type === 'TXT' && !value.startsWith('"');
  return `${nameOf(record, domain)}.\tIN\t${type}\t${isBareText ? `"${value}"` : value}`;
}

/** All records as a part of a zone file. */
export const zoneFile = ({ name, records }: Pick<Domain, 'name' | 'records'>): string =>
  records.map((record) => zoneLine(record, name)).join('\n');
