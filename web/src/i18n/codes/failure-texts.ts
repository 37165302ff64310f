import type { OWN_FAILURES } from '../../lib/failure.ts';
import type { ErrorCode } from '../../server/client.ts';

/** Parts of the server that the console asks: what comes before the dot of their codes. */
type Asked =
  | 'alias'
  | 'audit_log'
  | 'csrf'
  | 'drift'
  | 'enrolment_link'
  | 'factor_reset'
  | 'installation'
  | 'invitation'
  | 'list'
  | 'live'
  | 'mail_change'
  | 'mail_domain'
  | 'mail_domain_access'
  | 'mail_domain_invitation'
  | 'mail_provisioner'
  | 'mailbox'
  | 'mailbox_bulk_change'
  | 'mailer'
  | 'organization'
  | 'organization_access'
  | 'organization_claim'
  | 'password_link'
  | 'request'
  | 'second_factor'
  | 'session'
  | 'user';

/** Every failure that has a text of its own: a new code of the server's lacks one until it has it in each language. */
type Told =
  | Extract<ErrorCode, `${Asked}.${string}`>
  | 'database_unavailable'
  | 'database_outcome_unknown'
  | (typeof OWN_FAILURES)[number];

export type FailureTexts = Readonly<Record<Told, string>>;
