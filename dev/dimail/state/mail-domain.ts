import { type DomainTests, untested } from './domain-tests.ts';

export const FEATURES = ['webmail', 'mailbox', 'alias'] as const;
export type Feature = (typeof FEATURES)[number];

/** A named situation, or tests (and other members of the report) given one by one. */
export type CheckScript =
  | 'ok'
  /** The owner's DNS records are missing. */
  | 'broken'
  /** A test that dimail can repair fails. */
  | 'broken_internal'
  | Readonly<{ tests: DomainTests; members?: Readonly<Record<string, unknown>> | undefined }>;

/** The effect of `fix`: it repairs the internal tests, changes nothing, or puts the domain into a situation. */
export type FixScript = 'repairs' | 'changes_nothing' | Readonly<{ becomes: CheckScript }>;

export type MailDomain = {
  readonly name: string;
  readonly features: readonly Feature[];
  readonly contextName: string | null;
  readonly delivery: string;
  readonly webmailDomain: string | null;
  readonly imapDomain: string | null;
  readonly smtpDomain: string | null;
  readonly transport: string | null;
  /** The result of the last check. */
  state: 'new' | 'ok' | 'broken';
  tests: DomainTests;
  members: Readonly<Record<string, unknown>>;
  /** The result of the next checks; the server's default when undefined. */
  checkScript: CheckScript | undefined;
  fixScript: FixScript;
};

/** A domain that was never checked. */
export const newDomain = (
  settings: Pick<MailDomain, 'name' | 'features' | 'contextName'> & Partial<MailDomain>,
): MailDomain => ({
  delivery: 'virtual',
  webmailDomain: null,
  imapDomain: null,
  smtpDomain: null,
  transport: null,
  state: 'new',
  tests: untested(),
  members: {},
  checkScript: undefined,
  fixScript: 'repairs',
  ...settings,
});

/** The Domain object as v0.6.x shows it (contract/dimail.md section 6); scripted members win. */
export const domainView = (domain: MailDomain, contextName = domain.contextName) => ({
  name: domain.name,
  state: domain.state,
  valid: domain.state === 'ok',
  active: true,
  delivery: domain.delivery,
  features: domain.features,
  webmail: null,
  webmail_domain: domain.webmailDomain,
  imap_domain: domain.imapDomain,
  smtp_domain: domain.smtpDomain,
  mx_name: 'internal',
  context_name: contextName,
  transport: domain.transport,
  public_alias: true,
  public_alias_rules: ['all'],
  ...domain.tests,
  ...domain.members,
});
