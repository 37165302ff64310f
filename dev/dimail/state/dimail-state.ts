import { randomUUID } from 'node:crypto';
import type { DimailUser } from './dimail-user.ts';
import type { MailDomain } from './mail-domain.ts';
import type { Alias, LoginCode, Mailbox } from './mailbox.ts';
import { type KeptContext, OpenXchange } from './open-xchange.ts';
import { hashPassword } from './password-hash.ts';

/** The whole state of the server, as it is kept in a file. */
export type KeptState = Readonly<{
  users: readonly (readonly [string, DimailUser])[];
  allows: DimailState['allows'];
  domains: readonly (readonly [string, MailDomain])[];
  contexts: readonly KeptContext[];
  mailboxes: readonly (readonly [string, Mailbox])[];
  aliases: readonly Alias[];
  codes: readonly (readonly [string, LoginCode])[];
  creations: readonly (readonly [string, number])[];
  refusedNames: readonly (readonly [string, string])[];
}>;

/** The whole state of the server; lost when it stops, as in dimail's FAKE mode, unless it is kept. */
export class DimailState {
  readonly users = new Map<string, DimailUser>();
  allows: readonly Readonly<{ user: string; domain: string }>[] = [];
  readonly domains = new Map<string, MailDomain>();
  readonly openXchange = new OpenXchange();
  /** By address. */
  readonly mailboxes = new Map<string, Mailbox>();
  aliases: readonly Alias[] = [];
  readonly codes = new Map<string, LoginCode>();
  /** How often a mailbox was created at each address, deleted ones included. */
  readonly creations = new Map<string, number>();
  /** The display name that OX last refused for an address, which the `address` route explains. */
  readonly refusedNames = new Map<string, string>();

  keep(): KeptState {
    const { allows, aliases } = this;
    return {
      users: [...this.users],
      allows,
      domains: [...this.domains],
      contexts: this.openXchange.keep(),
      mailboxes: [...this.mailboxes],
      aliases,
      codes: [...this.codes],
      creations: [...this.creations],
      refusedNames: [...this.refusedNames],
    };
  }

  /** Takes what was kept, into a state that knows nothing yet. */
  restore(kept: KeptState): void {
    fill(this.users, kept.users);
    this.allows = kept.allows;
    fill(this.domains, kept.domains);
    this.openXchange.restore(kept.contexts);
    fill(this.mailboxes, kept.mailboxes);
    this.aliases = kept.aliases;
    fill(this.codes, kept.codes);
    fill(this.creations, kept.creations);
    fill(this.refusedNames, kept.refusedNames);
  }

  addUser(account: {
    name: string;
    password: string;
    isAdmin: boolean;
    perms: readonly string[];
  }): DimailUser {
    const { password, ...rest } = account;
    const user = { ...rest, uuid: randomUUID(), passwordHash: hashPassword(password) };
    this.users.set(user.name, user);
    return user;
  }

  mayManage(user: DimailUser, domain: string): boolean {
    return user.isAdmin || this.isAllowed(user.name, domain);
  }

  isAllowed(userName: string, domain: string): boolean {
    return this.allows.some((allow) => allow.user === userName && allow.domain === domain);
  }

  mailboxesOf(domain: string): readonly Mailbox[] {
    return [...this.mailboxes.values()].filter((mailbox) => mailbox.domain === domain);
  }
}

function fill<Value>(map: Map<string, Value>, entries: readonly (readonly [string, Value])[]): void {
  for (const [key, value] of entries) map.set(key, value);
}
