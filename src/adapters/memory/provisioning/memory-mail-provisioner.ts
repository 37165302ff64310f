import { randomBytes } from 'node:crypto';
import type {
  AliasRef,
  ChangeMailboxOutcome,
  CreateAliasOutcome,
  CreateMailboxOutcome,
  ListedRow,
  LoginCode,
  MailboxIdentity,
  MailboxRef,
  MailProvisioner,
  ProvisionedMailbox,
  RegisterDomainOutcome,
  RemoveAliasOutcome,
  TakeRows,
} from '../../../application/provisioning/mail-provisioner.ts';
import type { Clock } from '../../../application/shared/system.ts';
import type { ExpectedRecord } from '../../../domain/mail-domain/dns-record.ts';
import type { DomainCheck } from '../../../domain/mail-domain/domain-check.ts';
import type { ListedAlias } from '../../../domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../../domain/provisioning/listed-mailbox.ts';
import { normalizeEmail } from '../../../domain/shared/email-address.ts';
import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';

export type MemoryMailbox = MailboxIdentity & {
  readonly email: string;
  readonly password: string;
  readonly isActive: boolean;
};

/** How the following calls fail, until changed. */
export type ProvisionerTrouble =
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unexpected' };

type StoredDomain = {
  readonly mailboxes: Map<string, MemoryMailbox>;
  aliases: readonly ListedAlias[];
  /** Further rows of its lists. */
  furtherMailboxes: readonly ListedRow<ListedMailbox>[];
  furtherAliases: readonly ListedRow<ListedAlias>[];
  check: DomainCheck;
  repairedCheck: DomainCheck | undefined;
};
type StoredCode = { readonly email: string; readonly expiresAt: number; usesLeft: number };

const TROUBLE_CODES = {
  unavailable: 'mail_provisioner.unavailable',
  forbidden: 'mail_provisioner.forbidden',
  unexpected: 'mail_provisioner.unexpected',
} as const satisfies Record<ProvisionerTrouble['kind'], ErrorCode>;

const displayName = ({ firstName, lastName }: MailboxIdentity) => `${firstName} ${lastName}`.toLowerCase();

/** The address of another mailbox with this display name; a disabled mailbox has none. */
const holderOfName = (
  mailboxes: ReadonlyMap<string, MemoryMailbox>,
  mailbox: MailboxIdentity,
): string | undefined =>
  [...mailboxes.values()].find(
    (other) =>
      other.isActive &&
      other.localPart !== mailbox.localPart &&
      displayName(mailbox).trim() !== '' &&
      displayName(other) === displayName(mailbox),
  )?.email;

const newPassword = () => randomBytes(12).toString('base64url');

const goodCheck = (name: string): DomainCheck => ({
  isReady: true,
  tests: [
    { name: 'mx', passed: true, owner: 'customer', detail: null },
    { name: 'cert', passed: true, owner: 'provisioner', detail: null },
  ],
  raw: { name, ready: true },
});

/**
 * A provisioner in memory, with dimail's rules: an address is unique, and so is a display name ignoring case in a domain
 * (contract/dimail.md section 7).
 */
export class MemoryMailProvisioner implements MailProvisioner {
  readonly #domains = new Map<string, StoredDomain>();
  readonly #codes = new Map<string, StoredCode>();
  readonly #clock: Clock;
  #trouble: ProvisionerTrouble | undefined;
  #losing = false;
  #refusal: string | undefined;

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  registerDomain(name: string): Promise<RegisterDomainOutcome> {
    return this.#answer(() => {
      const reason = this.#takeRefusal();
      if (reason !== undefined) {
        return { outcome: 'refused', reason };
      }
      if (this.#domains.has(name)) {
        return { outcome: 'already_exists' };
      }
      this.#domains.set(name, {
        mailboxes: new Map(),
        aliases: [],
        furtherMailboxes: [],
        furtherAliases: [],
        check: goodCheck(name),
        repairedCheck: undefined,
      });
      return { outcome: 'registered' };
    });
  }

  checkDomain(name: string): Promise<DomainCheck> {
    return this.#read(() => structuredClone(this.#domain(name).check));
  }

  repairDomain(name: string): Promise<DomainCheck> {
    return this.#answer(() => {
      const domain = this.#domain(name);
      domain.check = domain.repairedCheck ?? domain.check;
      return structuredClone(domain.check);
    });
  }

  expectedDnsRecords(name: string): Promise<readonly ExpectedRecord[]> {
    return this.#read(() => {
      this.#domain(name);
      return [
        { target: '', type: 'mx', value: 'mx.ox.numerique.gouv.fr.', checkedBy: 'mx' },
        { target: '', type: 'txt', value: 'v=spf1 include:_spf.ox.numerique.gouv.fr -all' },
      ];
    });
  }

  createMailbox(mailbox: MailboxIdentity): Promise<CreateMailboxOutcome> {
    return this.#answer(() => {
      const { mailboxes } = this.#domain(mailbox.domain);
      const reason = this.#takeRefusal();
      if (reason !== undefined) {
        return { outcome: 'refused', reason };
      }
      if (mailboxes.has(mailbox.localPart)) {
        return { outcome: 'address_taken' };
      }
      const holder = holderOfName(mailboxes, mailbox);
      if (holder !== undefined) {
        return { outcome: 'name_taken', holder };
      }
      const password = newPassword();
      const email = `${mailbox.localPart}@${mailbox.domain}`;
      mailboxes.set(mailbox.localPart, { ...mailbox, email, password, isActive: true });
      return { outcome: 'created', password };
    });
  }

  findMailbox({ domain, localPart }: MailboxRef): Promise<ProvisionedMailbox | undefined> {
    return this.#read(() => {
      const mailbox = this.#domain(domain).mailboxes.get(localPart);
      return mailbox && { email: mailbox.email, firstName: mailbox.firstName, lastName: mailbox.lastName };
    });
  }

  enableMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome> {
    return this.#answer(() => this.#change(mailbox, { isActive: true }));
  }

  disableMailbox(ref: MailboxRef): Promise<ChangeMailboxOutcome> {
    return this.#answer(() => this.#change(this.#mailbox(ref), { isActive: false }));
  }

  renameMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome> {
    return this.#answer(() => {
      if (!this.#mailbox(mailbox).isActive) {
        throw new DomainError('mail_provisioner.not_found', 'a mailbox that is off has no names');
      }
      return this.#change(mailbox, {});
    });
  }

  resetPassword(ref: MailboxRef): Promise<{ readonly password: string }> {
    return this.#answer(() => {
      const password = newPassword();
      this.#domain(ref.domain).mailboxes.set(ref.localPart, { ...this.#mailbox(ref), password });
      return { password };
    });
  }

  issueLoginCode(
    ref: MailboxRef,
    { expiresInSeconds, maxUses }: { readonly expiresInSeconds: number; readonly maxUses: number },
  ): Promise<LoginCode> {
    return this.#answer(() => {
      const { email } = this.#mailbox(ref);
      const code = randomBytes(24).toString('base64url');
      const expiresAt = this.#clock.now().getTime() + expiresInSeconds * 1000;
      this.#codes.set(code, { email, expiresAt, usesLeft: maxUses });
      return { code };
    });
  }

  createAlias({ domain: name, localPart, destination: written }: AliasRef): Promise<CreateAliasOutcome> {
    return this.#answer(() => {
      const destination = normalizeEmail(written);
      const domain = this.#domain(name);
      const reason = this.#takeRefusal();
      if (reason !== undefined) {
        return { outcome: 'refused', reason };
      }
      if (
        domain.aliases.some(
          (alias) => alias.localPart === localPart && normalizeEmail(alias.destination) === destination,
        )
      ) {
        return { outcome: 'already_exists' };
      }
      domain.aliases = [...domain.aliases, { localPart, destination }];
      return { outcome: 'created' };
    });
  }

  removeAlias({ domain, localPart, destination }: AliasRef): Promise<RemoveAliasOutcome> {
    return this.#answer(() => this.#removeAliases({ domain, localPart }, destination));
  }

  removeAliases(address: MailboxRef): Promise<RemoveAliasOutcome> {
    return this.#answer(() => this.#removeAliases(address, undefined));
  }

  async readMailboxes(domain: string, take: TakeRows<ListedMailbox>): Promise<void> {
    const [mailboxes, further] = await this.#read(() => {
      const { mailboxes: held, furtherMailboxes } = this.#domain(domain);
      return [[...held.values()], furtherMailboxes] as const;
    });
    const listed = mailboxes.map(
      ({ email, firstName, lastName, isActive }): ListedMailbox => ({
        email,
        kind: firstName === '' && lastName === '' ? 'functional' : 'personal',
        firstName: firstName === '' ? null : firstName,
        lastName: lastName === '' ? null : lastName,
        isActive,
      }),
    );
    if (listed.length + further.length > 0) await take([...listed.map((row) => ({ row })), ...further]);
  }

  async readAliases(domain: string, take: TakeRows<ListedAlias>): Promise<void> {
    const [aliases, further] = await this.#read(() => {
      const { aliases: held, furtherAliases } = this.#domain(domain);
      return [[...held], furtherAliases] as const;
    });
    if (aliases.length + further.length > 0) await take([...aliases.map((row) => ({ row })), ...further]);
  }

  /** Another client creates a mailbox, or changes the one at its address; empty names make a functional one. */
  putMailbox(mailbox: MailboxIdentity, isActive = true): void {
    const email = `${mailbox.localPart}@${mailbox.domain}`;
    this.#domain(mailbox.domain).mailboxes.set(mailbox.localPart, {
      ...mailbox,
      email,
      password: newPassword(),
      isActive,
    });
  }

  /** Another client deletes a mailbox. */
  removeMailbox({ domain, localPart }: MailboxRef): void {
    this.#domain(domain).mailboxes.delete(localPart);
  }

  /** Another client creates an alias. */
  addAlias(domain: string, alias: ListedAlias): void {
    this.#domain(domain).aliases = [...this.#domain(domain).aliases, alias];
  }

  /** Rows of its list of mailboxes besides its own mailboxes: unusual or unreadable ones. */
  listFurtherMailboxes(domain: string, rows: readonly ListedRow<ListedMailbox>[]): void {
    this.#domain(domain).furtherMailboxes = rows;
  }

  /** As `listFurtherMailboxes`, for aliases. */
  listFurtherAliases(domain: string, rows: readonly ListedRow<ListedAlias>[]): void {
    this.#domain(domain).furtherAliases = rows;
  }

  /** Makes every call fail that way; undefined ends it. Failing calls change nothing. */
  setTrouble(trouble: ProvisionerTrouble | undefined): void {
    this.#trouble = trouble;
  }

  /** Carries out the next change, then loses its answer: the caller gets `unavailable`. */
  loseNextAnswer(): void {
    this.#losing = true;
  }

  /** Refuses the next registration, creation or change. */
  refuseNext(reason: string): void {
    this.#refusal = reason;
  }

  /** The results of checks of a registered domain, before and after its repair. */
  setCheck(domain: string, check: DomainCheck, repairedCheck?: DomainCheck): void {
    Object.assign(this.#domain(domain), { check, repairedCheck });
  }

  /** The mailboxes of a domain, oldest first; none when the domain is not registered. */
  listMailboxes(domain: string): readonly MemoryMailbox[] {
    return [...(this.#domains.get(domain)?.mailboxes.values() ?? [])].map((mailbox) => ({ ...mailbox }));
  }

  /** The aliases of a domain, oldest first; none when the domain is not registered. */
  listAliases(domain: string): readonly Omit<AliasRef, 'domain'>[] {
    return structuredClone(this.#domains.get(domain)?.aliases ?? []);
  }

  /** The address that a login code opens, or undefined when the code is unknown, expired or used up. Counts as a use. */
  useCode(code: string): string | undefined {
    const stored = this.#codes.get(code);
    if (!stored || stored.usesLeft <= 0 || this.#clock.now().getTime() >= stored.expiresAt) {
      return undefined;
    }
    stored.usesLeft -= 1;
    return stored.email;
  }

  /** Answers a call that changes something. */
  async #answer<T>(carryOut: () => T): Promise<T> {
    const answer = await this.#read(carryOut);
    if (this.#losing) {
      this.#losing = false;
      throw new DomainError('mail_provisioner.unavailable', 'the answer was lost');
    }
    return answer;
  }

  async #read<T>(carryOut: () => T): Promise<T> {
    if (this.#trouble) {
      const delay = this.#trouble.kind === 'unavailable' ? this.#trouble.retryAfterSeconds : undefined;
      const details = delay === undefined ? {} : { retryAfterSeconds: delay };
      throw new DomainError(TROUBLE_CODES[this.#trouble.kind], 'the provisioner is in trouble', details);
    }
    return carryOut();
  }

  #change(mailbox: MailboxIdentity, change: Partial<MemoryMailbox>): ChangeMailboxOutcome {
    const { domain, localPart, firstName, lastName } = mailbox;
    const current = this.#mailbox(mailbox);
    const reason = this.#takeRefusal();
    if (reason !== undefined) {
      return { outcome: 'refused', reason };
    }
    const { mailboxes } = this.#domain(domain);
    const holder = holderOfName(mailboxes, mailbox);
    if (holder !== undefined) {
      return { outcome: 'name_taken', holder };
    }
    mailboxes.set(localPart, { ...current, firstName, lastName, ...change });
    return { outcome: 'changed' };
  }

  #removeAliases(
    { domain: name, localPart }: MailboxRef,
    destination: string | undefined,
  ): RemoveAliasOutcome {
    const domain = this.#domains.get(name);
    const reason = this.#takeRefusal();
    if (reason !== undefined) {
      return { outcome: 'refused', reason };
    }
    const wanted = destination === undefined ? undefined : normalizeEmail(destination);
    const left = (domain?.aliases ?? []).filter(
      (alias) =>
        alias.localPart !== localPart ||
        (wanted !== undefined && normalizeEmail(alias.destination) !== wanted),
    );
    if (!domain || left.length === domain.aliases.length) {
      return { outcome: 'absent' };
    }
    domain.aliases = left;
    return { outcome: 'removed' };
  }

  #takeRefusal(): string | undefined {
    const reason = this.#refusal;
    this.#refusal = undefined;
    return reason;
  }

  #domain(name: string): StoredDomain {
    const domain = this.#domains.get(name);
    if (!domain) {
      throw new DomainError('mail_provisioner.not_found', `no domain ${name}`);
    }
    return domain;
  }

  #mailbox({ domain, localPart }: MailboxRef): MemoryMailbox {
    const mailbox = this.#domain(domain).mailboxes.get(localPart);
    if (!mailbox) {
      throw new DomainError('mail_provisioner.not_found', `no mailbox ${localPart}@${domain}`);
    }
    return mailbox;
  }
}
