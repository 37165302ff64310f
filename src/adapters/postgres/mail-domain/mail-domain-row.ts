import type { ExpectedRecord } from '../../../domain/mail-domain/dns-record.ts';
import type { DomainTest } from '../../../domain/mail-domain/domain-check.ts';
import type { MailDomain, MailDomainStatus, Registration } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainId, OrganizationId } from '../../../domain/shared/ids.ts';

/** Columns of a domain whose table is called `d`. */
export const MAIL_DOMAIN_COLUMNS = `d.id, d.name, d.slug, d.status, d.registration, d.support_email, d.organization_id,
  d.last_check_details, d.last_check_tests, d.last_checked_at, d.expected_config, d.created_at, d.updated_at`;

export type MailDomainRow = {
  id: MailDomainId;
  name: string;
  slug: string;
  status: MailDomainStatus;
  registration: Registration;
  support_email: string;
  organization_id: OrganizationId | null;
  last_check_details: MailDomain['lastCheckDetails'];
  last_check_tests: DomainTest[] | null;
  last_checked_at: Date | null;
  expected_config: ExpectedRecord[] | null;
  created_at: Date;
  updated_at: Date;
};

export const toMailDomain = (row: MailDomainRow): MailDomain => ({
  id: row.id,
  name: row.name,
  slug: row.slug,
  status: row.status,
  registration: row.registration,
  supportEmail: row.support_email,
  organizationId: row.organization_id,
  lastCheckDetails: row.last_check_details,
  lastCheckTests: row.last_check_tests,
  lastCheckedAt: row.last_checked_at,
  expectedConfig: row.expected_config,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
