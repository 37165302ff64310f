import type { OperationLog, Outcome } from './operation-log.ts';
import type { ListedAlias, ListedMailbox, PatientClient } from './patient-client.ts';
import { type Operation, ownerOf, type PlannedOperation } from './planned-operation.ts';

type Call = Readonly<{ method: string; path: string; body?: unknown }>;
type OnBox = Extract<Operation, { box: string }>;

const ACTIONS = {
  enable: 'enable',
  disable: 'disable',
  reset_password: 'reset_password',
  login_link: 'login_link',
} as const;

/** Sends planned operations as a person does, who looks things up first and asks again for a mailbox. */
export class ChaosCaller {
  /** Ids of mailboxes, known once their creation was answered. */
  readonly #ids = new Map<string, Promise<string>>();
  /** Operations whose target was not there to be named. */
  withoutTarget = 0;

  constructor(
    private readonly client: PatientClient,
    private readonly log: OperationLog,
    /** By name of the domain. */
    private readonly slugs: ReadonlyMap<string, string>,
  ) {}

  async carryOut({ domain, operation }: PlannedOperation): Promise<void> {
    if ('box' in operation) await this.#onBox(domain, operation);
    else await this.#onAliases(domain, operation);
  }

  async #onBox(domain: string, operation: OnBox): Promise<void> {
    const mailboxes = `${this.#base(domain)}mailboxes/`;
    if (operation.kind === 'create_mailbox') {
      await this.#create(domain, mailboxes, operation);
      return;
    }
    const id = await this.#ids.get(`${operation.box}@${domain}`);
    if (id === undefined) throw new Error(`nobody asked for ${operation.box}@${domain} before`);
    const { firstName, lastName } = operation.kind === 'update_names' ? operation : {};
    const call: Call =
      operation.kind === 'update_names'
        ? {
            method: 'PATCH',
            path: `${mailboxes}${id}/`,
            body: { first_name: firstName, last_name: lastName },
          }
        : { method: 'POST', path: `${mailboxes}${id}/${ACTIONS[operation.kind]}/` };
    await this.#send(domain, operation, call);
  }

  async #create(
    domain: string,
    mailboxes: string,
    operation: Extract<Operation, { kind: 'create_mailbox' }>,
  ): Promise<void> {
    const { box, firstName, lastName } = operation;
    const body = {
      first_name: firstName,
      last_name: lastName,
      local_part: box,
      secondary_email: ownerOf(domain, box),
    };
    const create = async (): Promise<string> => {
      while ((await this.#send(domain, operation, { method: 'POST', path: mailboxes, body })) === 'unknown');
      const listed = await this.client.list<ListedMailbox>(mailboxes);
      const found = listed.find(({ local_part }) => local_part === box);
      if (!found) throw new Error(`${box}@${domain} was created or taken, and is not there`);
      return found.id;
    };
    const created = create();
    const address = `${box}@${domain}`;
    if (!this.#ids.has(address)) this.#ids.set(address, created);
    await created;
  }

  async #onAliases(domain: string, operation: Exclude<Operation, OnBox>): Promise<void> {
    const aliases = `${this.#base(domain)}aliases/`;
    const { kind, localPart } = operation;
    if (kind === 'create_alias') {
      const body = { local_part: localPart, destination: operation.destination };
      await this.#send(domain, operation, { method: 'POST', path: aliases, body });
      return;
    }
    if (kind === 'delete_aliases') {
      await this.#send(domain, operation, {
        method: 'DELETE',
        path: `${aliases}delete/?local_part=${localPart}`,
      });
      return;
    }
    const listed = await this.client.list<ListedAlias>(aliases);
    const target = listed.find(
      ({ local_part, destination }) => local_part === localPart && destination === operation.destination,
    );
    if (target) await this.#send(domain, operation, { method: 'DELETE', path: `${aliases}${target.id}/` });
    else this.withoutTarget += 1;
  }

  async #send(domain: string, operation: Operation, { method, path, body }: Call): Promise<Outcome> {
    const end = this.log.begin(domain, operation);
    const answer = await this.client.send(method, path, body);
    return end(answer?.status ?? 'no answer');
  }

  #base(domain: string): string {
    return `mail-domains/${this.slugs.get(domain)}/`;
  }
}
