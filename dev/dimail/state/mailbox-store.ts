import { randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '../http/refusal.ts';
import type { DimailState } from './dimail-state.ts';
import { emailOf, type Mailbox } from './mailbox.ts';
import { hashPassword } from './password-hash.ts';

export type OxNames = Readonly<{ givenName: string; surName: string; displayName: string }>;

/** 16 URL-safe characters, as dimail makes them. */
export const newPassword = (): string => randomBytes(12).toString('base64url');

/** Creates, revives and removes mailboxes on both sides, IMAP and OX, with OX's rule on display names. */
export class MailboxStore {
  constructor(
    private readonly state: DimailState,
    private readonly duplicates: () => 'server_error' | 'conflict',
  ) {}

  /**
   * @throws Refusal 409 when the address is taken and the policy says so
   * @throws Error (which the server turns into a 500) for the other duplicates
   */
  create(domain: string, localPart: string, names: OxNames): { mailbox: Mailbox; password: string } {
    const email = emailOf(localPart, domain);
    if (this.state.mailboxes.has(email) || this.state.openXchange.find(domain, email)) {
      if (this.duplicates() === 'conflict') {
        throw new Refusal(409, 'Mailbox already exists');
      }
      throw new Error('duplicate address');
    }
    this.putOxUser(domain, email, names);
    return this.putMailbox(domain, localPart);
  }

  /** The IMAP side alone: a functional mailbox. */
  putMailbox(domain: string, localPart: string): { mailbox: Mailbox; password: string } {
    const password = newPassword();
    const email = emailOf(localPart, domain);
    const mailbox: Mailbox = {
      domain,
      localPart,
      uuid: randomUUID(),
      active: 'yes',
      passwordHash: hashPassword(password),
      additionalSenders: [],
      passwordResets: 0,
    };
    this.state.mailboxes.set(email, mailbox);
    this.state.creations.set(email, (this.state.creations.get(email) ?? 0) + 1);
    return { mailbox, password };
  }

  /** Adds or renames the OX account; a domain without webmail has none. */
  putOxUser(domain: string, email: string, names: OxNames): void {
    const { openXchange, refusedNames } = this.state;
    const holder = openXchange.holderOf(domain, names.displayName);
    if (holder && holder.email !== email) {
      refusedNames.set(email, names.displayName);
      throw new Error('duplicate display name');
    }
    refusedNames.delete(email);
    openXchange.put(domain, { email, ...names });
  }

  /** Disabling destroys the OX account, hence the names to give again when enabling. */
  disable(mailbox: Mailbox): void {
    mailbox.active = 'no';
    this.state.openXchange.remove(mailbox.domain, emailOf(mailbox.localPart, mailbox.domain));
  }

  remove(domain: string, localPart: string): void {
    const email = emailOf(localPart, domain);
    this.state.mailboxes.delete(email);
    this.state.openXchange.remove(domain, email);
  }
}
