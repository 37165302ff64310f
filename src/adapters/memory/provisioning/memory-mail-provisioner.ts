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
import { DomainError } from '../../../domain/shared/errors.ts';
import { HeldMailDomain, type MemoryMailbox } from './held-mail-domain.ts';
import { LoginCodes } from './login-codes.ts';
import { ProvisionerFaults, type ProvisionerTrouble } from './provisioner-faults.ts';

/**
 * A provisioner in memory, with dimail's rules: an address is unique, and so is a display name ignoring case in a domain
 * (contract/dimail.md section 7).
 */
export class MemoryMailProvisioner implements MailProvisioner {
  readonly #domains = new Map<string, HeldMailDomain>();
  readonly #faults = new ProvisionerFaults();
  readonly #codes: LoginCodes;

  constructor({ clock }: { clock: Clock }) {
    this.#codes = new LoginCodes(clock);
  }

  registerDomain(name: string): Promise<RegisterDomainOutcome> {
    return this.#faults.answer(() => {
      const refusal = this.#faults.takeRefusal();
      if (refusal) return refusal;
      if (this.#domains.has(name)) return { outcome: 'already_exists' };
      this.#domains.set(name, new HeldMailDomain(name));
      return { outcome: 'registered' };
    });
  }

  checkDomain(name: string): Promise<DomainCheck> {
    return this.#faults.read(() => structuredClone(this.#domain(name).check));
  }

  repairDomain(name: string): Promise<DomainCheck> {
    return this.#faults.answer(() => {
      const domain = this.#domain(name);
      domain.check = domain.repairedCheck ?? domain.check;
      return structuredClone(domain.check);
    });
  }

  expectedDnsRecords(name: string): Promise<readonly ExpectedRecord[]> {
    return this.#faults.read(() => {
      this.#domain(name);
      return [
        { target: '', type: 'mx', value: 'mx.ox.numerique.gouv.fr.', checkedBy: 'mx' },
        { target: '', type: 'txt', value: 'v=spf1 include:_spf.ox.numerique.gouv.fr -all' },
      ];
    });
  }

  createMailbox(mailbox: MailboxIdentity): Promise<CreateMailboxOutcome> {
    return this.#faults.answer(() => {
      const domain = this.#domain(mailbox.domain);
      const refusal = this.#faults.takeRefusal();
      if (refusal) return refusal;
      if (domain.find(mailbox.localPart)) return { outcome: 'address_taken' };
      const holder = domain.holderOfName(mailbox);
      if (holder !== undefined) return { outcome: 'name_taken', holder };
      return { outcome: 'created', password: domain.put(mailbox, true).password };
    });
  }

  findMailbox({ domain, localPart }: MailboxRef): Promise<ProvisionedMailbox | undefined> {
    return this.#faults.read(() => {
      const mailbox = this.#domain(domain).find(localPart);
      return mailbox && { email: mailbox.email, firstName: mailbox.firstName, lastName: mailbox.lastName };
    });
  }

  enableMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome> {
    return this.#faults.answer(() => this.#change(mailbox, { isActive: true }));
  }

  disableMailbox(ref: MailboxRef): Promise<ChangeMailboxOutcome> {
    return this.#faults.answer(() => this.#change(this.#mailbox(ref), { isActive: false }));
  }

  renameMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome> {
    return this.#faults.answer(() => {
      if (!this.#mailbox(mailbox).isActive) {
        throw new DomainError('mail_provisioner.not_found', 'a mailbox that is off has no names');
      }
      return this.#change(mailbox, {});
    });
  }

  resetPassword({ domain, localPart }: MailboxRef): Promise<{ readonly password: string }> {
    return this.#faults.answer(() => ({ password: this.#domain(domain).resetPassword(localPart) }));
  }

  issueLoginCode(
    ref: MailboxRef,
    bounds: { readonly expiresInSeconds: number; readonly maxUses: number },
  ): Promise<LoginCode> {
    return this.#faults.answer(() => ({ code: this.#codes.issue(this.#mailbox(ref).email, bounds) }));
  }

  createAlias({ domain: name, localPart, destination }: AliasRef): Promise<CreateAliasOutcome> {
    return this.#faults.answer(() => {
      const alias = { localPart, destination: normalizeEmail(destination) };
      const domain = this.#domain(name);
      const refusal = this.#faults.takeRefusal();
      if (refusal) return refusal;
      if (domain.hasAlias(alias)) return { outcome: 'already_exists' };
      domain.addAlias(alias);
      return { outcome: 'created' };
    });
  }

  removeAlias({ domain, localPart, destination }: AliasRef): Promise<RemoveAliasOutcome> {
    return this.#faults.answer(() => this.#removeAliases({ domain, localPart }, destination));
  }

  removeAliases(address: MailboxRef): Promise<RemoveAliasOutcome> {
    return this.#faults.answer(() => this.#removeAliases(address, undefined));
  }

  async readMailboxes(domain: string, take: TakeRows<ListedMailbox>): Promise<void> {
    const rows = await this.#faults.read(() => this.#domain(domain).listedMailboxes);
    if (rows.length > 0) await take(rows);
  }

  async readAliases(domain: string, take: TakeRows<ListedAlias>): Promise<void> {
    const rows = await this.#faults.read(() => this.#domain(domain).listedAliases);
    if (rows.length > 0) await take(rows);
  }

  /** Another client creates a mailbox, or changes the one at its address; empty names make a functional one. */
  putMailbox(mailbox: MailboxIdentity, isActive = true): void {
    this.#domain(mailbox.domain).put(mailbox, isActive);
  }

  /** Another client deletes a mailbox. */
  removeMailbox({ domain, localPart }: MailboxRef): void {
    this.#domain(domain).removeMailbox(localPart);
  }

  /** Another client creates an alias. */
  addAlias(domain: string, alias: ListedAlias): void {
    this.#domain(domain).addAlias(alias);
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
    this.#faults.setTrouble(trouble);
  }

  /** Carries out the next change, then loses its answer: the caller gets `unavailable`. */
  loseNextAnswer(): void {
    this.#faults.loseNextAnswer();
  }

  /** Refuses the next registration, creation or change. */
  refuseNext(reason: string): void {
    this.#faults.refuseNext(reason);
  }

  /** The results of checks of a registered domain, before and after its repair. */
  setCheck(domain: string, check: DomainCheck, repairedCheck?: DomainCheck): void {
    Object.assign(this.#domain(domain), { check, repairedCheck });
  }

  /** The mailboxes of a domain, oldest first; none when the domain is not registered. */
  listMailboxes(domain: string): readonly MemoryMailbox[] {
    return structuredClone(this.#domains.get(domain)?.mailboxes ?? []);
  }

  /** The aliases of a domain, oldest first; none when the domain is not registered. */
  listAliases(domain: string): readonly Omit<AliasRef, 'domain'>[] {
    return structuredClone(this.#domains.get(domain)?.aliases ?? []);
  }

  /** The address that a login code opens, or undefined when the code is unknown, expired or used up. Counts as a use. */
  useCode(code: string): string | undefined {
    return this.#codes.use(code);
  }

  #change(mailbox: MailboxIdentity, change: { readonly isActive?: boolean }): ChangeMailboxOutcome {
    const { domain: name, localPart, firstName, lastName } = mailbox;
    const domain = this.#domain(name);
    domain.mailbox(localPart);
    const refusal = this.#faults.takeRefusal();
    if (refusal) return refusal;
    const holder = domain.holderOfName(mailbox);
    if (holder !== undefined) return { outcome: 'name_taken', holder };
    domain.change(localPart, { firstName, lastName, ...change });
    return { outcome: 'changed' };
  }

  #removeAliases({ domain, localPart }: MailboxRef, destination: string | undefined): RemoveAliasOutcome {
    const refusal = this.#faults.takeRefusal();
    if (refusal) return refusal;
    const wasThere = this.#domains.get(domain)?.removeAliases(localPart, destination) ?? false;
    return { outcome: wasThere ? 'removed' : 'absent' };
  }

  #domain(name: string): HeldMailDomain {
    const domain = this.#domains.get(name);
    if (!domain) {
      throw new DomainError('mail_provisioner.not_found', `no domain ${name}`);
    }
    return domain;
  }

  #mailbox({ domain, localPart }: MailboxRef): MemoryMailbox {
    return this.#domain(domain).mailbox(localPart);
  }
}
