import type { DimailState } from '../state/dimail-state.ts';
import { type CheckScript, type FixScript, type MailDomain, newDomain } from '../state/mail-domain.ts';
import { emailOf, type Mailbox, splitEmail } from '../state/mailbox.ts';
import type { MailboxStore, OxNames } from '../state/mailbox-store.ts';

export type NewMailbox = Readonly<{
  email: string;
  /** Absent for a functional mailbox, which has no OX account. */
  names?: OxNames | undefined;
  active?: Mailbox['active'] | undefined;
  additionalSenders?: readonly string[] | undefined;
}>;

export type MailboxPatch = Readonly<{
  /** Null deletes the OX account. */
  names?: OxNames | null | undefined;
  active?: Mailbox['active'] | undefined;
  additionalSenders?: readonly string[] | undefined;
}>;

export type AliasRef = Readonly<{ localPart: string; domain: string; destination: string }>;

/** Changes by other clients of dimail; a missing object is an Error. */
export class OutOfBand {
  constructor(
    private readonly state: DimailState,
    private readonly store: MailboxStore,
  ) {}

  /** Adds a domain with webmail in the context `contextName` (default: its name), managed by `manager`. */
  addDomain(name: string, { contextName = name, manager = 'la_regie' } = {}): void {
    this.state.openXchange.mapDomain(name, contextName);
    this.state.domains.set(name, newDomain({ name, contextName, features: ['webmail', 'mailbox', 'alias'] }));
    this.state.allows = [...this.state.allows, { user: manager, domain: name }];
  }

  /** Forgets a domain and its boxes; `keepMapping` leaves it mapped to its OX context. */
  removeDomain(name: string, { keepMapping = false } = {}): void {
    this.#domain(name);
    for (const { localPart } of this.state.mailboxesOf(name)) {
      this.store.remove(name, localPart);
    }
    this.state.aliases = this.state.aliases.filter(({ domain }) => domain !== name);
    this.state.allows = this.state.allows.filter(({ domain }) => domain !== name);
    this.state.domains.delete(name);
    if (!keepMapping) {
      this.state.openXchange.unmapDomain(name);
    }
  }

  /** Sets the result of the next checks of the domain; undefined restores the server's default. */
  scriptCheck(domain: string, script: CheckScript | undefined): void {
    this.#domain(domain).checkScript = script;
  }

  /** Sets the effect of the next calls to `fix`. */
  scriptFix(domain: string, script: FixScript): void {
    this.#domain(domain).fixScript = script;
  }

  addMailbox({ email, names, active = 'yes', additionalSenders = [] }: NewMailbox): void {
    const { localPart, domain } = splitEmail(email);
    this.#domain(domain);
    if (names) {
      this.store.putOxUser(domain, email, names);
    }
    const { mailbox } = this.store.putMailbox(domain, localPart);
    Object.assign(mailbox, { active, additionalSenders });
  }

  modifyMailbox(email: string, { names, active, additionalSenders }: MailboxPatch): void {
    const mailbox = this.#mailbox(email);
    mailbox.active = active ?? mailbox.active;
    mailbox.additionalSenders = additionalSenders ?? mailbox.additionalSenders;
    if (names === null) {
      this.state.openXchange.remove(mailbox.domain, email);
    } else if (names) {
      this.store.putOxUser(mailbox.domain, email, names);
    }
  }

  removeMailbox(email: string): void {
    const { domain, localPart } = this.#mailbox(email);
    this.store.remove(domain, localPart);
  }

  /** Adds an alias, or changes whether its owner may send in its name. */
  putAlias({ localPart, domain, destination }: AliasRef, allowToSend = false): void {
    this.#domain(domain);
    const others = this.#aliasesBut({ localPart, domain, destination });
    this.state.aliases = [...others, { localPart, domain, destination, allowToSend }];
  }

  removeAlias(ref: AliasRef): void {
    const others = this.#aliasesBut(ref);
    if (others.length === this.state.aliases.length) {
      throw new Error(`no alias from ${emailOf(ref.localPart, ref.domain)} to ${ref.destination}`);
    }
    this.state.aliases = others;
  }

  #aliasesBut(ref: AliasRef) {
    return this.state.aliases.filter(
      ({ localPart, domain, destination }) =>
        localPart !== ref.localPart || domain !== ref.domain || destination !== ref.destination,
    );
  }

  #domain(name: string): MailDomain {
    const domain = this.state.domains.get(name);
    if (!domain) {
      throw new Error(`no domain ${name}`);
    }
    return domain;
  }

  #mailbox(email: string): Mailbox {
    const mailbox = this.state.mailboxes.get(email);
    if (!mailbox) {
      throw new Error(`no mailbox ${email}`);
    }
    return mailbox;
  }
}
