import type { ExpectedRecord } from '../../domain/mail-domain/dns-record.ts';
import type { DomainCheck } from '../../domain/mail-domain/domain-check.ts';
import type { ListedAlias } from '../../domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../domain/provisioning/listed-mailbox.ts';

/** What the other side needs to create or revive a personal mailbox. */
export type MailboxIdentity = Readonly<{
  domain: string;
  localPart: string;
  firstName: string;
  lastName: string;
}>;

export type MailboxRef = Pick<MailboxIdentity, 'domain' | 'localPart'>;

export type RegisterDomainOutcome =
  | { readonly outcome: 'registered' }
  /** The other side already manages a domain of this name. */
  | { readonly outcome: 'already_exists' }
  /** A definite refusal; `reason` may be shown to the caller. */
  | { readonly outcome: 'refused'; readonly reason: string };

export type CreateMailboxOutcome =
  /** `password` is shown once: nobody can ask for it again. */
  | { readonly outcome: 'created'; readonly password: string }
  /** A mailbox with this very address exists. */
  | { readonly outcome: 'address_taken' }
  /** The display name belongs to the mailbox `holder` (an e-mail address) of the same address book. */
  | { readonly outcome: 'name_taken'; readonly holder: string }
  | { readonly outcome: 'refused'; readonly reason: string };

export type AliasRef = Readonly<{ domain: string; localPart: string; destination: string }>;

export type CreateAliasOutcome =
  | { readonly outcome: 'created' }
  /** It forwards that address there already. */
  | { readonly outcome: 'already_exists' }
  | { readonly outcome: 'refused'; readonly reason: string };

/** `absent`: it knew of no such alias. */
export type RemoveAliasOutcome =
  | { readonly outcome: 'removed' | 'absent' }
  | { readonly outcome: 'refused'; readonly reason: string };

export type ChangeMailboxOutcome =
  | { readonly outcome: 'changed' }
  /** The display name belongs to the mailbox `holder` of the same address book. */
  | { readonly outcome: 'name_taken'; readonly holder: string }
  | { readonly outcome: 'refused'; readonly reason: string };

/** A mailbox as the other side describes it; names are null when it keeps none. */
export type ProvisionedMailbox = Readonly<{
  email: string;
  firstName: string | null;
  lastName: string | null;
}>;

/** An element of a list, or what is known of one that cannot be read: its address, if it tells that. */
export type ListedRow<T> =
  | { readonly row: T }
  | { readonly unreadable: string; readonly address: string | null };

/** Takes elements of a list that comes in pieces; the list goes on when it is done. */
export type TakeRows<T> = (rows: readonly ListedRow<T>[]) => Promise<void>;

/** A one-time code that opens the mailbox from the webmail's `/code/<code>` page. */
export type LoginCode = Readonly<{ code: string }>;

/**
 * The system that runs mail domains and mailboxes for us (contract/dimail.md).
 *
 * Every method may throw these `DomainError`s, and no other:
 * - `mail_provisioner.unavailable`: no usable answer (network, timeout, 429, 5xx); the request may or may not
 *   have been carried out. `retryAfterSeconds` is set when the other side named a delay. Retry later.
 * - `mail_provisioner.forbidden`: it refuses our credentials or our rights.
 * - `mail_provisioner.not_found`: it does not know the domain or mailbox named (unless the method says otherwise).
 * - `mail_provisioner.unexpected`: it answered something we cannot read.
 *
 * No method retries by itself, except once when a cached credential turns out to be stale.
 */
export interface MailProvisioner {
  /** Asks it to manage `name` (a lower-case ASCII domain name). */
  registerDomain(name: string): Promise<RegisterDomainOutcome>;
  /** Runs its checks of the domain now; slow, since it queries the DNS. */
  checkDomain(name: string): Promise<DomainCheck>;
  /** Asks it to repair what it can repair by itself, and returns the check after that. Safe to repeat. */
  repairDomain(name: string): Promise<DomainCheck>;
  /** The DNS records that the domain's owner should publish, and which test looks at each. */
  expectedDnsRecords(name: string): Promise<readonly ExpectedRecord[]>;
  /** Creates a mailbox. Not safe to repeat blindly: after an outage, and before the first time, look with `findMailbox`. */
  createMailbox(mailbox: MailboxIdentity): Promise<CreateMailboxOutcome>;
  /** The mailbox it holds at that address, or undefined when it holds none. */
  findMailbox(mailbox: MailboxRef): Promise<ProvisionedMailbox | undefined>;
  /** Lets a mailbox work again under these names, those it has or others. Safe to repeat. */
  enableMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome>;
  /** Stops a mailbox from working; it stays at its address. Safe to repeat. */
  disableMailbox(mailbox: MailboxRef): Promise<ChangeMailboxOutcome>;
  /** Gives a mailbox that works other names. Safe to repeat. */
  renameMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome>;
  /** Replaces the password and returns the new one; the former stops working. */
  resetPassword(mailbox: MailboxRef): Promise<{ readonly password: string }>;
  /** Makes a login code valid for `expiresInSeconds` and `maxUses` uses. */
  issueLoginCode(
    mailbox: MailboxRef,
    limits: { readonly expiresInSeconds: number; readonly maxUses: number },
  ): Promise<LoginCode>;
  /** Forwards an address to a destination, among others it may have. Safe to repeat. */
  createAlias(alias: AliasRef): Promise<CreateAliasOutcome>;
  /** Stops forwarding an address to a destination. Safe to repeat. Never throws `mail_provisioner.not_found`. */
  removeAlias(alias: AliasRef): Promise<RemoveAliasOutcome>;
  /** Stops forwarding an address at all. Safe to repeat. Never throws `mail_provisioner.not_found`. */
  removeAliases(address: MailboxRef): Promise<RemoveAliasOutcome>;
  /**
   * Hands over every mailbox it lists for a domain, in no order, however many: also those of other domains that share
   * its address book, and accounts of its own. A failure may come after some were handed over.
   */
  readMailboxes(domain: string, take: TakeRows<ListedMailbox>): Promise<void>;
  /** As `readMailboxes`, for the aliases of a domain. */
  readAliases(domain: string, take: TakeRows<ListedAlias>): Promise<void>;
}
