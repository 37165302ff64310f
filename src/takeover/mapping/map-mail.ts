import { readDomainCheck, readExpectedRecord } from '../../adapters/provisioning/dimail/read-domain-check.ts';
import type { DnsRecord } from '../../domain/mail-domain/dns-record.ts';
import { MAIL_DOMAIN_STATUSES } from '../../domain/mail-domain/mail-domain.ts';
import { MAIL_DOMAIN_ROLES } from '../../domain/mail-domain/mail-domain-access.ts';
import { MAIL_DOMAIN_NAME_MAX_LENGTH } from '../../domain/mail-domain/mail-domain-name.ts';
import { MAILBOX_STATUSES } from '../../domain/mailbox/provisioning.ts';
import { normalizeDomain } from '../../domain/shared/domain-name.ts';
import { normalizeEmail } from '../../domain/shared/email-address.ts';
import { isLongerThan } from '../../domain/shared/text-length.ts';
import { expiryOf } from './invitation-expiry.ts';
import { jsonbText } from './jsonb-text.ts';
import { isOneOf, type MapRow, repeatsLatest } from './mapping.ts';
import { noteAddress, noteDestination, noteMailboxLocalPart, noteMailDomainName } from './odd-values.ts';

const REGISTERED = '{"state": "registered"}';

/** Marks an unusable password in the reference. */
const UNUSABLE = '!';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRecord = (value: unknown): value is DnsRecord =>
  isObject(value) &&
  [value['target'], value['type'], value['value']].every((part) => typeof part === 'string');

/** The tests in dimail's report, as JSON; null before the first check. */
function testsOf(report: string | null): string | null {
  const read: unknown = report === null ? null : JSON.parse(report);
  return isObject(read) ? jsonbText(readDomainCheck(read).tests) : null;
}

/** The records of dimail's specification, each with the name of its test, as JSON. */
function recordsOf(specification: string | null): string | null {
  const read: unknown = specification === null ? null : JSON.parse(specification);
  return Array.isArray(read) ? jsonbText(read.filter(isRecord).map(readExpectedRecord)) : null;
}

/** The name as DNS has it, or in lower case where that would be too long. */
function storedName(written: string): string {
  const name = normalizeDomain(written);
  return isLongerThan(name, MAIL_DOMAIN_NAME_MAX_LENGTH) ? written.toLowerCase() : name;
}

/** Names as DNS has them and once (deviation D53): the oldest is read first. The provisioner knows all of them. */
export const mapMailDomain: MapRow<'people_mail_domain'> = (row, memory, findings) => {
  const name = storedName(row.name);
  if (repeatsLatest(memory, 'people_mail_domain', name)) {
    memory.domainsLeftOut.add(row.id);
    return findings.leaveOut(`an older domain is called ${name} too, in another spelling`);
  }
  if (name !== row.name) findings.add(`${row.name} is not as DNS has it`, `renamed ${name}`);
  noteMailDomainName(findings, name);
  noteAddress(findings, 'support address', row.support_email);
  const status = findings.known('status', MAIL_DOMAIN_STATUSES, row.status, 'pending');
  if (row.slug === '') findings.add('slug is empty', 'set to the id');
  return {
    mail_domain: [
      {
        ...row,
        name,
        support_email: findings.email(row.support_email),
        slug: row.slug === '' ? row.id : row.slug,
        status,
        registration: REGISTERED,
        last_check_tests: testsOf(row.last_check_details),
        expected_config: recordsOf(row.expected_config),
        last_checked_at: row.last_check_details === null ? null : row.updated_at,
      },
    ],
  };
};

export const mapMailDomainAccess: MapRow<'people_mail_domain_accesses'> = (
  { domain_id: domainId, ...row },
  memory,
  findings,
) => {
  if (memory.domainsLeftOut.has(domainId)) return findings.leaveOut('its domain was left out');
  if (!isOneOf(MAIL_DOMAIN_ROLES, row.role)) return findings.leaveOut(`unknown role ${row.role}`);
  return { mail_domain_access: [{ ...row, mail_domain_id: domainId }] };
};

/** E-mails in lower case, domains as DNS has them, and once per domain (deviation D24): the one that expires last is read first. */
export const mapMailDomainInvitation: MapRow<'people_mail_domain_invitation'> = (
  { domain_id: domainId, ...row },
  memory,
  findings,
) => {
  const email = findings.email(row.email).toLowerCase();
  if (memory.domainsLeftOut.has(domainId)) return findings.leaveOut('its domain was left out');
  if (!isOneOf(MAIL_DOMAIN_ROLES, row.role)) return findings.leaveOut(`unknown role ${row.role}`);
  if (repeatsLatest(memory, 'people_mail_domain_invitation', `${domainId} ${email}`)) {
    return findings.leaveOut(`${email} is invited twice, in another spelling`);
  }
  noteAddress(findings, 'e-mail', email);
  return { mail_domain_invitation: [{ ...row, email, mail_domain_id: domainId, expires_at: expiryOf(row) }] };
};

/**
 * Local parts in lower case and once per domain: the oldest is read first. A pending mailbox may have been created by a
 * call whose answer was lost, so it is looked up before it is created.
 */
export const mapMailbox: MapRow<'people_mail_box'> = (
  { domain_id: domainId, password, last_login: lastLogin, ...row },
  memory,
  findings,
) => {
  const localPart = row.local_part.toLowerCase();
  if (memory.domainsLeftOut.has(domainId)) return findings.leaveOut('its domain was left out');
  if (repeatsLatest(memory, 'people_mail_box', `${domainId} ${localPart}`)) {
    return findings.leaveOut(`an older mailbox is called ${localPart} too, in other letter case`);
  }
  if (localPart !== row.local_part) {
    findings.add(`upper-case letters in ${row.local_part}`, `renamed ${localPart}`);
  }
  noteMailboxLocalPart(findings, localPart);
  noteAddress(findings, 'secondary address', row.secondary_email);
  findings.uniqueLine('first_name', row.first_name);
  findings.uniqueLine('last_name', row.last_name);
  return {
    mailbox: [
      {
        ...row,
        mail_domain_id: domainId,
        local_part: localPart,
        secondary_email: findings.email(row.secondary_email),
        status: findings.known('status', MAILBOX_STATUSES, row.status, 'disabled'),
        password_hash: password === '' || password.startsWith(UNUSABLE) ? null : password,
        last_login_at: lastLogin,
        provisioning_started_at: row.status === 'pending' ? row.updated_at : null,
      },
    ],
  };
};

/**
 * Local parts that would be refused today are kept, to be listed and deleted (deviation D66). Of one alias in two
 * spellings, the oldest stays: the provisioner, which may have both, is not told.
 */
export const mapAlias: MapRow<'people_aliases'> = ({ domain_id: domainId, ...row }, memory, findings) => {
  if (memory.domainsLeftOut.has(domainId)) return findings.leaveOut('its domain was left out');
  if (row.local_part === '') return findings.leaveOut('no local part');
  noteDestination(findings, row.destination);
  const place = `${domainId} ${row.local_part}`;
  const destination = normalizeEmail(row.destination);
  if (
    repeatsLatest(
      memory,
      'people_aliases',
      `${place} ${destination}`,
      `${place} ${row.destination.toLowerCase()}`,
    )
  ) {
    return findings.leaveOut(`an older alias leads to ${destination} too, in another spelling`);
  }
  return { mail_alias: [{ ...row, destination: findings.email(row.destination), mail_domain_id: domainId }] };
};
