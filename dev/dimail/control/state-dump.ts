import type { DimailState } from '../state/dimail-state.ts';
import { type Alias, emailOf } from '../state/mailbox.ts';

export type StateDump = Readonly<{
  users: readonly Readonly<{ name: string; isAdmin: boolean; perms: readonly string[] }>[];
  domains: readonly Readonly<{
    name: string;
    state: string;
    contextName: string | null;
    managers: readonly string[];
  }>[];
  mailboxes: readonly MailboxDump[];
  aliases: readonly Readonly<Alias>[];
  /** How often a mailbox was created at each address, deleted ones included. */
  creations: Readonly<Record<string, number>>;
}>;

export type MailboxDump = Readonly<{
  email: string;
  active: string;
  givenName: string | null;
  surName: string | null;
  displayName: string | null;
  creations: number;
  passwordResets: number;
}>;

/** The state without passwords, hashes or codes. */
export const dumpState = (state: DimailState): StateDump => ({
  users: [...state.users.values()].map(({ name, isAdmin, perms }) => ({ name, isAdmin, perms })),
  domains: [...state.domains.values()].map((domain) => ({
    name: domain.name,
    state: domain.state,
    contextName: domain.contextName,
    managers: state.allows.filter((allow) => allow.domain === domain.name).map(({ user }) => user),
  })),
  mailboxes: [...state.mailboxes.values()].map((mailbox) => {
    const email = emailOf(mailbox.localPart, mailbox.domain);
    const ox = state.openXchange.find(mailbox.domain, email);
    return {
      email,
      active: mailbox.active,
      givenName: ox?.givenName ?? null,
      surName: ox?.surName ?? null,
      displayName: ox?.displayName ?? null,
      creations: state.creations.get(email) ?? 0,
      passwordResets: mailbox.passwordResets,
    };
  }),
  aliases: state.aliases.map((alias) => ({ ...alias })),
  creations: Object.fromEntries(state.creations),
});
