/** A provisioner's report on a domain, kept as it came: its state and a result per test. */
export type MailDomainReport = Readonly<Record<string, unknown>>;
