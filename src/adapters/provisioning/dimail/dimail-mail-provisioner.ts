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
} from '../../../application/provisioning/mail-provisioner.ts';
import type { ExpectedRecord } from '../../../domain/mail-domain/dns-record.ts';
import type { DomainCheck } from '../../../domain/mail-domain/domain-check.ts';
import { displayNameOf } from '../../../domain/mailbox/mailbox.ts';
import type { ListedAlias } from '../../../domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../../domain/provisioning/listed-mailbox.ts';
import { unicodeDomainName } from '../../../domain/shared/domain-name.ts';
import { isSameEmail, normalizeEmail } from '../../../domain/shared/email-address.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import {
  addressAnswer,
  aliasAnswer,
  codeAnswer,
  creationAnswer,
  descriptionAnswer,
  mailboxAnswer,
  namedMailboxAnswer,
  passwordAnswer,
  reportAnswer,
  specAnswer,
} from './dimail-answers.ts';
import { DimailClient, type DimailOptions } from './dimail-client.ts';
import { type DimailAnswer, isOutageStatus } from './dimail-failure.ts';
import { listedAlias, listedMailboxes } from './listed-rows.ts';
import { parseJson } from './parse-json.ts';
import { pathSegment } from './path-segment.ts';
import { readDomainCheck, readExpectedRecord } from './read-domain-check.ts';
import { readableReason } from './readable-reason.ts';

const domainPath = (domain: string) => `/domains/${pathSegment(domain)}`;
const mailboxPath = ({ domain, localPart }: MailboxRef) =>
  `${domainPath(domain)}/mailboxes/${pathSegment(localPart)}`;

/** Undefined for aliases taken over from the reference with names that no path can hold: they do not exist at dimail. */
function aliasPath({ domain, localPart, destination }: AliasRef): string | undefined {
  try {
    return `${domainPath(domain)}/aliases/${pathSegment(localPart)}/${pathSegment(destination)}`;
  } catch (error) {
    if (error instanceof DomainError) {
      return undefined;
    }
    throw error;
  }
}

const namesOf = (names: MailboxIdentity) => ({
  givenName: names.firstName,
  surName: names.lastName,
  displayName: displayNameOf(names),
});

const get = (path: string) => ({ method: 'GET', path, repeatable: true }) as const;

/** Whether an address in its one spelling has another in the letters of its language. */
const hasTwoSpellings = (address: string): boolean => {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return unicodeDomainName(domain) !== domain;
};

/** A 4xx about the content of the request, not about credentials, address or rate. */
const isRefusal = ({ status }: DimailAnswer): boolean =>
  status >= 400 && ![401, 403, 404].includes(status) && !isOutageStatus(status);

const refused = (answer: DimailAnswer) =>
  ({ outcome: 'refused', reason: readableReason(answer) || `refused with status ${answer.status}` }) as const;

/** Mail domains and mailboxes on a dimail server (contract/dimail.md sections 3, 6 and 7). */
export class DimailMailProvisioner implements MailProvisioner {
  readonly #client: DimailClient;

  constructor(options: DimailOptions) {
    this.#client = new DimailClient(options);
  }

  /**
   * Whether dimail answers and takes our credentials, with the version that it tells.
   * @throws DomainError `mail_provisioner.unavailable`, `.forbidden` or `.unexpected`
   */
  async examine(): Promise<{ readonly version: string | undefined }> {
    await this.#client.authenticate();
    const { status, text } = await this.#client.basic({
      method: 'GET',
      path: '/openapi.json',
      repeatable: true,
    });
    const described = status === 200 ? descriptionAnswer.safeParse(parseJson(text)) : undefined;
    return { version: described?.data?.info.version.slice(0, 40) };
  }

  async registerDomain(name: string): Promise<RegisterDomainOutcome> {
    const json = {
      name,
      context_name: name,
      features: ['webmail', 'mailbox', 'alias'],
      delivery: 'virtual',
    };
    const operation = { method: 'POST', path: '/domains/', json, repeatable: false } as const;
    const answer = await this.#client.basic(operation);
    if (answer.status === 409) {
      return { outcome: 'already_exists' };
    }
    if (isRefusal(answer)) {
      return refused(answer);
    }
    this.#client.read(operation, answer, reportAnswer);
    return { outcome: 'registered' };
  }

  async checkDomain(name: string): Promise<DomainCheck> {
    return this.#check(get(`${domainPath(name)}/check`));
  }

  async repairDomain(name: string): Promise<DomainCheck> {
    return this.#check(get(`${domainPath(name)}/fix/`));
  }

  async expectedDnsRecords(name: string): Promise<readonly ExpectedRecord[]> {
    const operation = get(`${domainPath(name)}/spec/`);
    const records = this.#client.read(operation, await this.#client.basic(operation), specAnswer);
    return records.map(readExpectedRecord);
  }

  async createMailbox(mailbox: MailboxIdentity): Promise<CreateMailboxOutcome> {
    const json = namesOf(mailbox);
    const operation = { method: 'POST', path: mailboxPath(mailbox), json, repeatable: false } as const;
    const answer = await this.#client.bearer(operation);
    if (answer.status === 409) {
      return { outcome: 'address_taken' };
    }
    if (isRefusal(answer)) {
      return refused(answer);
    }
    const duplicate = answer.status === 500 ? await this.#findDuplicate(mailbox) : undefined;
    if (duplicate) {
      return duplicate;
    }
    const { password } = this.#client.read(operation, answer, creationAnswer);
    return { outcome: 'created', password };
  }

  async findMailbox(mailbox: MailboxRef): Promise<ProvisionedMailbox | undefined> {
    const operation = get(mailboxPath(mailbox));
    const answer = await this.#client.bearer(operation);
    if (answer.status === 404 && readableReason(answer).toLowerCase().startsWith('mailbox not found')) {
      return undefined;
    }
    const found = this.#client.read(operation, answer, mailboxAnswer);
    return found.type === 'alias'
      ? undefined
      : { email: found.email, firstName: found.givenName ?? null, lastName: found.surName ?? null };
  }

  enableMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome> {
    // Disabling deletes the account in the groupware, hence the names.
    const hasNames = mailbox.firstName !== '' || mailbox.lastName !== '';
    return this.#patchMailbox(mailbox, { active: 'yes', ...(hasNames ? namesOf(mailbox) : {}) });
  }

  disableMailbox(mailbox: MailboxRef): Promise<ChangeMailboxOutcome> {
    return this.#patchMailbox(mailbox, { active: 'no' });
  }

  renameMailbox(mailbox: MailboxIdentity): Promise<ChangeMailboxOutcome> {
    return this.#patchMailbox(mailbox, namesOf(mailbox));
  }

  async resetPassword(mailbox: MailboxRef): Promise<{ readonly password: string }> {
    // Clients disagree on this path's final slash, so a redirect may be followed: a second reset is harmless.
    const path = `${mailboxPath(mailbox)}/reset_password/`;
    const operation = { method: 'POST', path, repeatable: true } as const;
    const { password } = this.#client.read(operation, await this.#client.bearer(operation), passwordAnswer);
    return { password };
  }

  async issueLoginCode(
    mailbox: MailboxRef,
    { expiresInSeconds, maxUses }: { readonly expiresInSeconds: number; readonly maxUses: number },
  ): Promise<LoginCode> {
    const json = { expires_in: expiresInSeconds, maxuse: maxUses };
    const path = `${mailboxPath(mailbox)}/code`;
    const operation = { method: 'POST', path, json, repeatable: true } as const;
    const { code } = this.#client.read(operation, await this.#client.bearer(operation), codeAnswer);
    return { code };
  }

  async createAlias(alias: AliasRef): Promise<CreateAliasOutcome> {
    const { domain, localPart } = alias;
    const destination = normalizeEmail(alias.destination);
    if (hasTwoSpellings(destination) && (await this.#otherSpellings(alias)).length > 0) {
      return { outcome: 'already_exists' };
    }
    const json = { user_name: localPart, destination };
    const path = `${domainPath(domain)}/aliases/`;
    const operation = { method: 'POST', path, json, repeatable: true } as const;
    const answer = await this.#client.bearer(operation);
    if (answer.status === 409) {
      return { outcome: 'already_exists' };
    }
    if (isRefusal(answer)) {
      return refused(answer);
    }
    this.#client.read(operation, answer, aliasAnswer);
    return { outcome: 'created' };
  }

  /** dimail keeps destinations as they were written: by others, or by us before there was one spelling of domains. */
  async removeAlias(alias: AliasRef): Promise<RemoveAliasOutcome> {
    const destination = normalizeEmail(alias.destination);
    let outcome = await this.#removeAliases(alias, destination);
    const isRemoved = outcome.outcome === 'removed' && !hasTwoSpellings(destination);
    if (isRemoved || outcome.outcome === 'refused') return outcome;
    for (const spelling of await this.#otherSpellings(alias)) {
      const next = await this.#removeAliases(alias, spelling);
      if (next.outcome !== 'absent') outcome = next;
      if (next.outcome === 'refused') break;
    }
    return outcome;
  }

  removeAliases(address: MailboxRef): Promise<RemoveAliasOutcome> {
    return this.#removeAliases(address, 'all');
  }

  async readMailboxes(domain: string, take: TakeRows<ListedMailbox>): Promise<void> {
    await this.#client.readArray(`/v2${domainPath(domain)}/mailboxes/`, (rows) =>
      take(listedMailboxes(rows)),
    );
  }

  async readAliases(domain: string, take: TakeRows<ListedAlias>): Promise<void> {
    await this.#client.readArray(`${domainPath(domain)}/aliases/`, (rows) =>
      take(rows.map((row) => listedAlias(row, domain))),
    );
  }

  /** Waits for the calls under way and closes the connections. */
  close(): Promise<void> {
    return this.#client.close();
  }

  async #check(operation: ReturnType<typeof get>): Promise<DomainCheck> {
    return readDomainCheck(this.#client.read(operation, await this.#client.basic(operation), reportAnswer));
  }

  /** How dimail writes the destination of an alias besides in the one spelling of addresses. */
  async #otherSpellings({ domain, localPart, destination }: AliasRef): Promise<readonly string[]> {
    const wanted = normalizeEmail(destination);
    const found = new Set<string>();
    const query = new URLSearchParams({ user_name: localPart }).toString();
    await this.#client.readArray(`${domainPath(domain)}/aliases/?${query}`, async (rows) => {
      for (const element of rows) {
        const listed = listedAlias(element, domain);
        if (!('row' in listed) || listed.row.localPart.toLowerCase() !== localPart.toLowerCase()) continue;
        if (normalizeEmail(listed.row.destination) === wanted) found.add(listed.row.destination);
      }
    });
    found.delete(wanted);
    return [...found];
  }

  /** `all` means every destination; a real destination always has an `@`. */
  async #removeAliases({ domain, localPart }: MailboxRef, destination: string): Promise<RemoveAliasOutcome> {
    const path = aliasPath({ domain, localPart, destination });
    if (path === undefined) {
      return { outcome: 'absent' };
    }
    const operation = { method: 'DELETE', path, json: {}, repeatable: true } as const;
    const answer = await this.#client.bearer(operation);
    if (answer.status === 404) {
      // The error page of a proxy in between does not mean that the alias is absent.
      if (readableReason(answer) !== '') return { outcome: 'absent' };
      throw new DomainError('mail_provisioner.unexpected', `DELETE ${path}: 404 without a reason`);
    }
    if (isRefusal(answer)) {
      return refused(answer);
    }
    if (answer.status < 200 || answer.status >= 300) {
      throw this.#client.failure(operation, answer);
    }
    return { outcome: 'removed' };
  }

  async #patchMailbox(
    mailbox: MailboxRef,
    json: Readonly<Record<string, string>>,
  ): Promise<ChangeMailboxOutcome> {
    const operation = { method: 'PATCH', path: mailboxPath(mailbox), json, repeatable: true } as const;
    const answer = await this.#client.bearer(operation);
    if (isRefusal(answer)) {
      return refused(answer);
    }
    const displayName = answer.status === 500 ? json['displayName'] : undefined;
    const holder = displayName === undefined ? undefined : await this.#findHolder(mailbox, displayName);
    if (holder !== undefined) {
      return { outcome: 'name_taken', holder };
    }
    if (answer.status < 200 || answer.status >= 300) {
      throw this.#client.failure(operation, answer);
    }
    return { outcome: 'changed' };
  }

  /**
   * The mailbox with a display name in the address book. dimail answers a taken name and an outage alike, as at
   * creation, so its list of the domain, which contains the whole address book, is searched in pieces. Undefined when it
   * was an outage.
   */
  async #findHolder({ domain, localPart }: MailboxRef, displayName: string): Promise<string | undefined> {
    const own = `${localPart}@${domain}`;
    const wanted = displayName.toLowerCase();
    let holder: string | undefined;
    try {
      await this.#client.readArray(`${domainPath(domain)}/mailboxes/`, async (elements) => {
        for (const element of elements) {
          const { data } = namedMailboxAnswer.safeParse(element);
          const isHolder = data?.displayName.toLowerCase() === wanted && !isSameEmail(data.email, own);
          if (isHolder) holder ??= data.email;
        }
      });
      return holder;
    } catch (error) {
      if (error instanceof DomainError) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * dimail answers 500 both for a taken address or display name and in an outage; a look-up of the address distinguishes
   * them. Undefined when it was an outage.
   */
  async #findDuplicate({ domain, localPart }: MailboxRef): Promise<CreateMailboxOutcome | undefined> {
    const operation = get(`${domainPath(domain)}/address/${pathSegment(localPart)}/`);
    try {
      const answer = await this.#client.bearer(operation);
      const { is_mailbox, ox_primary_email } = this.#client.read(operation, answer, addressAnswer);
      const holder = ox_primary_email ?? '';
      if (holder === '') {
        // A mailbox without an OX account, such as a disabled one, has the address all the same.
        return is_mailbox === true ? { outcome: 'address_taken' } : undefined;
      }
      return isSameEmail(holder, `${localPart}@${domain}`)
        ? { outcome: 'address_taken' }
        : { outcome: 'name_taken', holder };
    } catch (error) {
      if (error instanceof DomainError) {
        return undefined;
      }
      throw error;
    }
  }
}
