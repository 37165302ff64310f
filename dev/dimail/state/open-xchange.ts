export type OxUser = { email: string; givenName: string; surName: string; displayName: string };

type Context = { readonly name: string; readonly domains: Set<string>; readonly users: Map<string, OxUser> };

/** A context as it is kept in a file. */
export type KeptContext = Readonly<{
  name: string;
  domains: readonly string[];
  users: readonly Readonly<OxUser>[];
}>;

/**
 * The groupware behind dimail: contexts, each an address book shared by the domains mapped to it, in which a
 * display name is unique ignoring case (contract/dimail.md sections 6 and 7).
 */
export class OpenXchange {
  readonly #contexts = new Map<string, Context>();

  /** Maps a domain to a context; a new context gets its technical user `oxadmin@<domain>`. */
  mapDomain(domain: string, contextName: string): void {
    const existing = this.#contexts.get(contextName);
    if (existing) {
      existing.domains.add(domain);
      return;
    }
    const email = `oxadmin@${domain}`;
    const admin = { email, givenName: 'Admin', surName: 'Context', displayName: 'Context Admin' };
    const users = new Map([[email, admin]]);
    this.#contexts.set(contextName, { name: contextName, domains: new Set([domain]), users });
  }

  unmapDomain(domain: string): void {
    this.#contextOf(domain)?.domains.delete(domain);
  }

  contextNameOf(domain: string): string | undefined {
    return this.#contextOf(domain)?.name;
  }

  /** Every user of the context that the domain is mapped to, users of sibling domains included. */
  usersSharedWith(domain: string): readonly OxUser[] {
    return [...(this.#contextOf(domain)?.users.values() ?? [])];
  }

  find(domain: string, email: string): OxUser | undefined {
    return this.#contextOf(domain)?.users.get(email);
  }

  /** The user with that display name in the domain's context; an empty name belongs to no user. */
  holderOf(domain: string, displayName: string): OxUser | undefined {
    const wanted = displayName.toLowerCase();
    if (wanted === '') {
      return undefined;
    }
    return this.usersSharedWith(domain).find((user) => user.displayName.toLowerCase() === wanted);
  }

  /** Adds a user or replaces the one of the same address. The caller has checked the display name. */
  put(domain: string, user: OxUser): void {
    this.#contextOf(domain)?.users.set(user.email, user);
  }

  remove(domain: string, email: string): void {
    this.#contextOf(domain)?.users.delete(email);
  }

  keep(): readonly KeptContext[] {
    return [...this.#contexts.values()].map(({ name, domains, users }) => ({
      name,
      domains: [...domains],
      users: [...users.values()],
    }));
  }

  restore(contexts: readonly KeptContext[]): void {
    for (const { name, domains, users } of contexts) {
      const byAddress = new Map(users.map((user) => [user.email, { ...user }]));
      this.#contexts.set(name, { name, domains: new Set(domains), users: byAddress });
    }
  }

  #contextOf(domain: string): Context | undefined {
    return [...this.#contexts.values()].find(({ domains }) => domains.has(domain));
  }
}
