import { randomBytes } from 'node:crypto';
import type { ListedRow, MailboxIdentity } from '../../../application/provisioning/mail-provisioner.ts';
import type { DomainCheck } from '../../../domain/mail-domain/domain-check.ts';
import type { ListedAlias } from '../../../domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../../domain/provisioning/listed-mailbox.ts';
import { normalizeEmail } from '../../../domain/shared/email-address.ts';
import { DomainError } from '../../../domain/shared/errors.ts';

export type MemoryMailbox = MailboxIdentity & {
  readonly email: string;
  readonly password: string;
  readonly isActive: boolean;
};

const displayName = ({ firstName, lastName }: MailboxIdentity) => `${firstName} ${lastName}`.toLowerCase();

const isSame = (a: string, b: string): boolean => normalizeEmail(a) === normalizeEmail(b);

const newPassword = () => randomBytes(12).toString('base64url');

const goodCheck = (name: string): DomainCheck => ({
  isReady: true,
  tests: [
    { name: 'mx', passed: true, owner: 'customer', detail: null },
    { name: 'cert', passed: true, owner: 'provisioner', detail: null },
  ],
  raw: { name, ready: true },
});

const listed = ({ email, firstName, lastName, isActive }: MemoryMailbox): ListedMailbox => ({
  email,
  kind: firstName === '' && lastName === '' ? 'functional' : 'personal',
  firstName: firstName === '' ? null : firstName,
  lastName: lastName === '' ? null : lastName,
  isActive,
});

/** A domain that the provisioner in memory has, with its mailboxes and aliases. */
export class HeldMailDomain {
  readonly #mailboxes = new Map<string, MemoryMailbox>();
  #aliases: readonly ListedAlias[] = [];
  /** Further rows of its lists. */
  furtherMailboxes: readonly ListedRow<ListedMailbox>[] = [];
  furtherAliases: readonly ListedRow<ListedAlias>[] = [];
  check: DomainCheck;
  repairedCheck: DomainCheck | undefined;

  constructor(private readonly name: string) {
    this.check = goodCheck(name);
  }

  /** Oldest first. */
  get mailboxes(): readonly MemoryMailbox[] {
    return [...this.#mailboxes.values()];
  }

  /** Oldest first. */
  get aliases(): readonly ListedAlias[] {
    return this.#aliases;
  }

  get listedMailboxes(): readonly ListedRow<ListedMailbox>[] {
    return [...this.mailboxes.map((mailbox) => ({ row: listed(mailbox) })), ...this.furtherMailboxes];
  }

  get listedAliases(): readonly ListedRow<ListedAlias>[] {
    return [...this.#aliases.map((row) => ({ row })), ...this.furtherAliases];
  }

  find(localPart: string): MemoryMailbox | undefined {
    return this.#mailboxes.get(localPart);
  }

  /** @throws DomainError `mail_provisioner.not_found` */
  mailbox(localPart: string): MemoryMailbox {
    const mailbox = this.find(localPart);
    if (!mailbox) {
      throw new DomainError('mail_provisioner.not_found', `no mailbox ${localPart}@${this.name}`);
    }
    return mailbox;
  }

  /** The address of another mailbox with this display name; a disabled mailbox has none. */
  holderOfName(mailbox: MailboxIdentity): string | undefined {
    return this.mailboxes.find(
      (other) =>
        other.isActive &&
        other.localPart !== mailbox.localPart &&
        displayName(mailbox).trim() !== '' &&
        displayName(other) === displayName(mailbox),
    )?.email;
  }

  /** Creates the mailbox of an address, or takes the place of the one there. */
  put(mailbox: MailboxIdentity, isActive: boolean): MemoryMailbox {
    const email = `${mailbox.localPart}@${mailbox.domain}`;
    return this.#set({ ...mailbox, email, password: newPassword(), isActive });
  }

  /** Changes a mailbox that is there. */
  change(
    localPart: string,
    change: Partial<Pick<MemoryMailbox, 'firstName' | 'lastName' | 'isActive'>>,
  ): void {
    this.#set({ ...this.mailbox(localPart), ...change });
  }

  /** Gives a mailbox that is there a new password, and returns it. */
  resetPassword(localPart: string): string {
    return this.#set({ ...this.mailbox(localPart), password: newPassword() }).password;
  }

  removeMailbox(localPart: string): void {
    this.#mailboxes.delete(localPart);
  }

  hasAlias({ localPart, destination }: ListedAlias): boolean {
    return this.#aliases.some(
      (alias) => alias.localPart === localPart && isSame(alias.destination, destination),
    );
  }

  addAlias(alias: ListedAlias): void {
    this.#aliases = [...this.#aliases, alias];
  }

  /**
   * Removes the aliases of a local part: that to `destination`, or all.
   *
   * @returns whether there were any
   */
  removeAliases(localPart: string, destination: string | undefined): boolean {
    const left = this.#aliases.filter(
      (alias) =>
        alias.localPart !== localPart ||
        (destination !== undefined && !isSame(alias.destination, destination)),
    );
    const hadAny = left.length < this.#aliases.length;
    this.#aliases = left;
    return hadAny;
  }

  #set(mailbox: MemoryMailbox): MemoryMailbox {
    this.#mailboxes.set(mailbox.localPart, mailbox);
    return mailbox;
  }
}
