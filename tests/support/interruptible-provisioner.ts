import type {
  AliasRef,
  MailboxIdentity,
  MailboxRef,
  MailProvisioner,
  TakeRows,
} from '../../src/application/provisioning/mail-provisioner.ts';
import type { ListedAlias } from '../../src/domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../src/domain/provisioning/listed-mailbox.ts';

type Call = keyof MailProvisioner;
/** What happens during a call: before the provisioner gets it, or between its effect and its answer. */
type Interruption = Readonly<{ before?: () => void | Promise<void>; after?: () => void | Promise<void> }>;

/** Passes calls on to another provisioner, and lets tests interrupt them. */
export class InterruptibleProvisioner implements MailProvisioner {
  /** The calls that were made, oldest first. */
  readonly calls: Call[] = [];
  #interruptions: readonly (Interruption & { readonly call: Call })[] = [];

  constructor(private readonly inner: MailProvisioner) {}

  /** Interrupts the next call of that name that has no interruption yet. */
  interruptNext(call: Call, interruption: Interruption): void {
    this.#interruptions = [...this.#interruptions, { call, ...interruption }];
  }

  clearInterruptions(): void {
    this.#interruptions = [];
  }

  count(call: Call): number {
    return this.calls.filter((made) => made === call).length;
  }

  registerDomain(name: string) {
    return this.#through('registerDomain', () => this.inner.registerDomain(name));
  }

  checkDomain(name: string) {
    return this.#through('checkDomain', () => this.inner.checkDomain(name));
  }

  repairDomain(name: string) {
    return this.#through('repairDomain', () => this.inner.repairDomain(name));
  }

  expectedDnsRecords(name: string) {
    return this.#through('expectedDnsRecords', () => this.inner.expectedDnsRecords(name));
  }

  createMailbox(mailbox: MailboxIdentity) {
    return this.#through('createMailbox', () => this.inner.createMailbox(mailbox));
  }

  readMailboxes(domain: string, take: TakeRows<ListedMailbox>) {
    return this.#through('readMailboxes', () => this.inner.readMailboxes(domain, take));
  }

  readAliases(domain: string, take: TakeRows<ListedAlias>) {
    return this.#through('readAliases', () => this.inner.readAliases(domain, take));
  }

  findMailbox(mailbox: MailboxRef) {
    return this.#through('findMailbox', () => this.inner.findMailbox(mailbox));
  }

  enableMailbox(mailbox: MailboxIdentity) {
    return this.#through('enableMailbox', () => this.inner.enableMailbox(mailbox));
  }

  disableMailbox(mailbox: MailboxRef) {
    return this.#through('disableMailbox', () => this.inner.disableMailbox(mailbox));
  }

  renameMailbox(mailbox: MailboxIdentity) {
    return this.#through('renameMailbox', () => this.inner.renameMailbox(mailbox));
  }

  resetPassword(mailbox: MailboxRef) {
    return this.#through('resetPassword', () => this.inner.resetPassword(mailbox));
  }

  issueLoginCode(mailbox: MailboxRef, limits: Parameters<MailProvisioner['issueLoginCode']>[1]) {
    return this.#through('issueLoginCode', () => this.inner.issueLoginCode(mailbox, limits));
  }

  createAlias(alias: AliasRef) {
    return this.#through('createAlias', () => this.inner.createAlias(alias));
  }

  removeAlias(alias: AliasRef) {
    return this.#through('removeAlias', () => this.inner.removeAlias(alias));
  }

  removeAliases(address: MailboxRef) {
    return this.#through('removeAliases', () => this.inner.removeAliases(address));
  }

  async #through<T>(call: Call, carryOut: () => Promise<T>): Promise<T> {
    this.calls.push(call);
    const interruption = this.#interruptions.find((candidate) => candidate.call === call);
    this.#interruptions = this.#interruptions.filter((candidate) => candidate !== interruption);
    await interruption?.before?.();
    const answer = await carryOut();
    await interruption?.after?.();
    return answer;
  }
}
