import { randomBytes, scryptSync } from 'node:crypto';
import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  AliasRef,
  ChangeMailboxOutcome,
  CreateAliasOutcome,
  CreateMailboxOutcome,
  LoginCode,
  MailboxIdentity,
  MailboxRef,
  MailProvisioner,
  ProvisionedMailbox,
  RegisterDomainOutcome,
  RemoveAliasOutcome,
  TakeRows,
} from '../../src/application/provisioning/mail-provisioner.ts';
import type { ExpectedRecord } from '../../src/domain/mail-domain/dns-record.ts';
import type { DomainCheck } from '../../src/domain/mail-domain/domain-check.ts';
import type { ListedAlias } from '../../src/domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../src/domain/provisioning/listed-mailbox.ts';
import { DomainError } from '../../src/domain/shared/errors.ts';

type Account = { readonly localPart: string; readonly hash: string; readonly name: string };

/**
 * Mailboxes of a small mail server that reads its accounts from one password file per domain, as Dovecot does: a
 * provisioning system that shares nothing with dimail but the port.
 */
export class PasswdFileMailProvisioner implements MailProvisioner {
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(private readonly folder: string) {}

  async registerDomain(name: string): Promise<RegisterDomainOutcome> {
    try {
      await mkdir(join(this.folder, name));
      await this.#write(name, []);
      return { outcome: 'registered' };
    } catch (error) {
      if (isMissing(error, 'EEXIST')) return { outcome: 'already_exists' };
      throw outage(error);
    }
  }

  async checkDomain(name: string): Promise<DomainCheck> {
    const accounts = await this.#read(name);
    const readable = { name: 'accounts', passed: true, owner: 'provisioner', detail: null } as const;
    return { isReady: true, tests: [readable], raw: { accounts: accounts.length } };
  }

  repairDomain(name: string): Promise<DomainCheck> {
    return this.checkDomain(name);
  }

  async expectedDnsRecords(): Promise<readonly ExpectedRecord[]> {
    return [{ target: '', type: 'mx', value: 'mail.mairie.example.' }];
  }

  createMailbox(mailbox: MailboxIdentity): Promise<CreateMailboxOutcome> {
    return this.#change<CreateMailboxOutcome>(mailbox.domain, (accounts) => {
      if (accounts.some(({ localPart }) => localPart === mailbox.localPart)) {
        return { accounts, result: { outcome: 'address_taken' } };
      }
      const { password, hash } = newPassword();
      const name = `${mailbox.firstName};${mailbox.lastName}`;
      const added = { localPart: mailbox.localPart, hash, name };
      return { accounts: [...accounts, added], result: { outcome: 'created', password } };
    });
  }

  async findMailbox({ domain, localPart }: MailboxRef): Promise<ProvisionedMailbox | undefined> {
    const account = (await this.#read(domain)).find((candidate) => candidate.localPart === localPart);
    if (!account) return undefined;
    const [firstName = null, lastName = null] = account.name.split(';');
    return { email: `${localPart}@${domain}`, firstName, lastName };
  }

  /** A password that nothing opens is kept behind a `!`. */
  enableMailbox({ domain, localPart, firstName, lastName }: MailboxIdentity): Promise<ChangeMailboxOutcome> {
    const name = `${firstName};${lastName}`;
    return this.#replace(domain, localPart, ({ hash }) => ({ name, hash: hash.replace(/^!/, '') }));
  }

  disableMailbox({ domain, localPart }: MailboxRef): Promise<ChangeMailboxOutcome> {
    return this.#replace(domain, localPart, ({ hash }) => ({ hash: `!${hash.replace(/^!/, '')}` }));
  }

  renameMailbox({ domain, localPart, firstName, lastName }: MailboxIdentity): Promise<ChangeMailboxOutcome> {
    return this.#replace(domain, localPart, () => ({ name: `${firstName};${lastName}` }));
  }

  resetPassword({ domain, localPart }: MailboxRef): Promise<{ readonly password: string }> {
    return this.#change(domain, (accounts) => {
      if (!accounts.some((account) => account.localPart === localPart)) throw unknownHere(localPart);
      const { password, hash } = newPassword();
      const changed = accounts.map((account) =>
        account.localPart === localPart ? { ...account, hash } : account,
      );
      return { accounts: changed, result: { password } };
    });
  }

  /** The webmail of this server checks codes against a file of the domain. */
  async issueLoginCode(mailbox: MailboxRef): Promise<LoginCode> {
    if (!(await this.findMailbox(mailbox))) throw unknownHere(mailbox.localPart);
    const code = randomBytes(16).toString('base64url');
    await writeFile(join(this.folder, mailbox.domain, `${mailbox.localPart}.code`), code);
    return { code };
  }

  /** One file an alias, as some mail servers have it. */
  async createAlias({ domain, localPart, destination }: AliasRef): Promise<CreateAliasOutcome> {
    await this.#read(domain);
    try {
      await writeFile(this.#aliasFile({ domain, localPart, destination }), '', { flag: 'wx' });
      return { outcome: 'created' };
    } catch (error) {
      if (isMissing(error, 'EEXIST')) return { outcome: 'already_exists' };
      throw outage(error);
    }
  }

  async removeAlias(alias: AliasRef): Promise<RemoveAliasOutcome> {
    return { outcome: (await this.#drop(this.#aliasFile(alias))) ? 'removed' : 'absent' };
  }

  async removeAliases({ domain, localPart }: MailboxRef): Promise<RemoveAliasOutcome> {
    const files = await readdir(join(this.folder, domain)).catch(() => []);
    const doomed = files.filter((file) => file.startsWith(`${localPart}>`));
    for (const file of doomed) await this.#drop(join(this.folder, domain, file));
    return { outcome: doomed.length > 0 ? 'removed' : 'absent' };
  }

  #aliasFile({ domain, localPart, destination }: AliasRef): string {
    return join(this.folder, domain, `${localPart}>${encodeURIComponent(destination)}.alias`);
  }

  async #drop(file: string): Promise<boolean> {
    try {
      await unlink(file);
      return true;
    } catch (error) {
      if (isMissing(error, 'ENOENT')) return false;
      throw outage(error);
    }
  }

  #replace(
    domain: string,
    localPart: string,
    change: (account: Account) => Partial<Account>,
  ): Promise<ChangeMailboxOutcome> {
    return this.#change<ChangeMailboxOutcome>(domain, (accounts) => {
      if (!accounts.some((account) => account.localPart === localPart)) throw unknownHere(localPart);
      const changed = accounts.map((account) =>
        account.localPart === localPart ? { ...account, ...change(account) } : account,
      );
      return { accounts: changed, result: { outcome: 'changed' } };
    });
  }

  async readMailboxes(domain: string, take: TakeRows<ListedMailbox>): Promise<void> {
    const accounts = await this.#read(domain);
    if (accounts.length === 0) return;
    await take(
      accounts.map(({ localPart, name }) => {
        const [firstName = null, lastName = null] = name.split(';');
        const email = `${localPart}@${domain}`;
        return { row: { email, kind: 'personal' as const, firstName, lastName, isActive: true } };
      }),
    );
  }

  /** This server has no aliases. */
  async readAliases(domain: string, _take: TakeRows<ListedAlias>): Promise<void> {
    await this.#read(domain);
  }

  /** One change of a domain's file at a time. */
  #change<T>(
    domain: string,
    decide: (accounts: readonly Account[]) => { accounts: readonly Account[]; result: T },
  ): Promise<T> {
    const turn = (this.#turns.get(domain) ?? Promise.resolve()).then(async () => {
      const { accounts, result } = decide(await this.#read(domain));
      await this.#write(domain, accounts);
      return result;
    });
    this.#turns.set(
      domain,
      turn.then(
        () => undefined,
        () => undefined,
      ),
    );
    return turn;
  }

  async #read(domain: string): Promise<readonly Account[]> {
    const text = await readFile(join(this.folder, domain, 'passwd'), 'utf8').catch((error: unknown) => {
      throw isMissing(error, 'ENOENT') ? unknownHere(domain) : outage(error);
    });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(':'))
      .map(([localPart = '', hash = '', name = '']) => ({ localPart, hash, name: decodeURIComponent(name) }));
  }

  async #write(domain: string, accounts: readonly Account[]): Promise<void> {
    const lines = accounts.map(
      ({ localPart, hash, name }) => `${localPart}:${hash}:${encodeURIComponent(name)}\n`,
    );
    const file = join(this.folder, domain, 'passwd');
    try {
      await writeFile(`${file}.new`, lines.join(''), { mode: 0o600 });
      await rename(`${file}.new`, file);
    } catch (error) {
      throw outage(error);
    }
  }
}

const isMissing = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const outage = (cause: unknown) =>
  new DomainError('mail_provisioner.unavailable', 'The accounts cannot be read or written', { cause });
const unknownHere = (what: string) =>
  new DomainError('mail_provisioner.not_found', `No ${what} on this server`);

function newPassword(): { password: string; hash: string } {
  const password = randomBytes(12).toString('base64url');
  const salt = randomBytes(8).toString('hex');
  return { password, hash: `{SCRYPT}${salt}$${scryptSync(password, salt, 32).toString('hex')}` };
}
