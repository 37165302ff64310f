import type { ExpectedRecord } from '../../domain/mail-domain/dns-record.ts';
import type { DomainCheck } from '../../domain/mail-domain/domain-check.ts';
import type { ListedAlias } from '../../domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../domain/provisioning/listed-mailbox.ts';

/** The data that the provisioner needs to create or enable a personal mailbox. */
export type MailboxIdentity = Readonly<{
  domain: string;
  localPart: string;
  firstName: string;
  lastName: string;
}>;

export type MailboxRef = Pick<MailboxIdentity, 'domain' | 'localPart'>;

export type RegisterDomainOutcome =
  | { readonly outcome: 'registered' }
  /** The provisioner manages a domain of this name already. */
  | { readonly outcome: 'already_exists' }
  /** A definite refusal; `reason` may be shown to the caller. */
  | { readonly outcome: 'refused'; readonly reason: string };

export type CreateMailboxOutcome =
  /** `password` is returned once, and cannot be requested again. */
  | { readonly outcome: 'created'; readonly password: string }
  /** A mailbox with this address exists. */
  | { readonly outcome: 'address_taken' }
  /** The display name belongs to the mailbox `holder` (an e-mail address) of the same address book. */
  | { readonly outcome: 'name_taken'; readonly holder: string }
  | { readonly outcome: 'refused'; readonly reason: string };

export type AliasRef = Readonly<{ domain: string; localPart: string; destination: string }>;

export type CreateAliasOutcome =
  | { readonly outcome: 'created' }
  /** The provisioner has this alias already. */
  | { readonly outcome: 'already_exists' }
  | { readonly outcome: 'refused'; readonly reason: string };

/** `absent`: the provisioner had no such alias. */
export type RemoveAliasOutcome =
  | { readonly outcome: 'removed' | 'absent' }
  | { readonly outcome: 'refused'; readonly reason: string };

export type ChangeMailboxOutcome =
  | { readonly outcome: 'changed' }
  /** The display name belongs to the mailbox `holder` of the same address book. */
  | { readonly outcome: 'name_taken'; readonly holder: string }
  | { readonly outcome: 'refused'; readonly reason: string };

/** A mailbox as the provisioner describes it; names are null when it stores none. */
export type ProvisionedMailbox = Readonly<{
  email: string;
  firstName: string | null;
  lastName: string | null;
}>;

/** A row of a list, or of an unreadable row its address, if that is readable. */
export type ListedRow<T> =
  | { readonly row: T }
  | { readonly unreadable: string; readonly address: string | null };

/** Takes rows of a list in pieces; the list continues when the promise resolves. */
export type TakeRows<T> = (rows: readonly ListedRow<T>[]) => Promise<void>;

/** A one-time code that opens the mailbox from the webmail's `/code/<code>` page. */
export type LoginCode = Readonly<{ code: string }>;

/**
 * The system that runs mail domains and mailboxes for us (contract/dimail.md).
 *
 * Every method may throw these `DomainError`s, and no other:
 * - `mail_provisioner.unavailable`: no usable answer (network, timeout, 429, 5xx); the request may or may not have been
 *   carried out. `retryAfterSeconds` is set when the other system asked for a delay. Retry later.
 * - `mail_provisioner.forbidden`: it refuses our credentials or our rights.
 * - `mail_provisioner.not_found`: it does not know the domain or mailbox (unless the method says otherwise).
 * - `mail_provisioner.unexpected`: its answer is unreadable.
 *
 * No method retries by itself, except once when a cached credential turns out to be stale.
 */
export interface MailProvisioner {
  /** Registers `name`, a lower-case ASCII domain name. */
  registerDomain(name: string): Promise<RegisterDomainOutcome>;
  /** Runs the provisioner's checks of the domain now; slow, since they query the DNS. */
  checkDomain(name: string): Promise<DomainCheck>;
  /** Has the provisioner repair what it can, and returns the check after that. Safe to repeat. */
  repairDomain(name: string): Promise<DomainCheck>;
  /** The DNS records that the domain's owner should publish, and the test that checks each. */
  expectedDnsRecords(name: string): Promise<readonly ExpectedRecord[]>;
  /** Creates a mailbox. Not safe to repeat blindly: after an outage, and before the first time, look with `findMailbox`. */
  createMailbox(mailbox: MailboxIdentity): Promise<CreateMailboxOutcome>;
  /** The mailbox at that address, or undefined when the provisioner has none. */
  findMailbox(mailbox: MailboxRef): Promise<ProvisionedMailbox | undefined>;
  /** Enables a mailbox under these names, its own or others. Safe to repeat. */
  enableMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome>;
  /** Disables a mailbox, which keeps its address. Safe to repeat. */
  disableMailbox(mailbox: MailboxRef): Promise<ChangeMailboxOutcome>;
  /** Gives an enabled mailbox other names. Safe to repeat. */
  renameMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome>;
  /** Replaces the password and returns the new one; the former stops working. */
  resetPassword(mailbox: MailboxRef): Promise<{ readonly password: string }>;
  /** Creates a login code that is valid for `expiresInSeconds` and `maxUses` uses. */
  issueLoginCode(
    mailbox: MailboxRef,
    limits: { readonly expiresInSeconds: number; readonly maxUses: number },
  ): Promise<LoginCode>;
  /** Forwards an address to a destination, among others it may have. Safe to repeat. */
  createAlias(alias: AliasRef): Promise<CreateAliasOutcome>;
  /** Stops forwarding an address to a destination. Safe to repeat. Never throws `mail_provisioner.not_found`. */
  removeAlias(alias: AliasRef): Promise<RemoveAliasOutcome>;
  /** Stops forwarding an address to all destinations. Safe to repeat. Never throws `mail_provisioner.not_found`. */
  removeAliases(address: MailboxRef): Promise<RemoveAliasOutcome>;
  /**
   * Passes every mailbox that the provisioner lists for a domain to `take`, in no order, any number of them: also those
   * of other domains that share its address book, and its technical accounts. A failure may occur after some were
   * passed.
   */
  readMailboxes(domain: string, take: TakeRows<ListedMailbox>): Promise<void>;
  /** As `readMailboxes`, for the aliases of a domain. */
  readAliases(domain: string, take: TakeRows<ListedAlias>): Promise<void>;
}
