import { Command, InvalidArgumentError, Option } from 'commander';
import type { MailboxFor } from '../../../application/mailbox/read-mailboxes.ts';
import { MAILBOX_KINDS, type MailboxKind, mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import { MAILBOX_NAME_MAX_LENGTH } from '../../../domain/mailbox/mailbox-bounds.ts';
import { failureOf, MAILBOX_STATUSES, type MailboxStatus } from '../../../domain/mailbox/provisioning.ts';
import { waitingOf } from '../../../domain/mailbox/waiting-of.ts';
import { isEmailAddress, normalizeEmail } from '../../../domain/shared/email-address.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { MailboxUseCases } from '../../container/mailboxes.ts';
import { parseUuid } from '../../rest/wire/uuid.ts';
import { BY_OPERATOR } from '../by-operator.ts';
import { eachInTurn, outcomeColumns } from '../each-in-turn.ts';
import { everyPage } from '../every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';
import { readId } from '../read-id.ts';
import { readName } from '../read-name.ts';

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: MailboxUseCases) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

/** A mailbox as it was named: by its id or its address. */
type Named = Readonly<{ text: string; by: { id: MailboxId } | { address: string } }>;

/** @throws InvalidArgumentError */
function readMailbox(text: string): Named {
  if (parseUuid(text) !== undefined) return { text, by: { id: readId<MailboxId>(text) } };
  const address = text.trim();
  if (isEmailAddress(address)) return { text: address, by: { address } };
  throw new InvalidArgumentError('Neither an id nor an e-mail address.');
}

const addMailbox = (text: string, named: readonly Named[] = []): readonly Named[] => [
  ...named,
  readMailbox(text),
];

/** @throws InvalidArgumentError */
function readAddress(text: string): string {
  const address = text.trim();
  if (isEmailAddress(address)) return normalizeEmail(address);
  throw new InvalidArgumentError('Not an e-mail address.');
}

/** A mailbox with its address. */
type Row = Readonly<{ address: string; mailbox: MailboxFor }>;

const waitsFor = ({ mailbox }: Row): string => {
  const waiting = waitingOf(mailbox);
  if (waiting === null) return failureOf(mailbox)?.code ?? '-';
  const { steps, since, attempts, trouble } = waiting;
  const why = trouble === null ? '' : `, ${attempts} attempts, ${trouble}`;
  return `waits for ${steps.join(', ')} since ${since.toISOString()}${why}`;
};

const describe = (row: Row): string => {
  const { kind, firstName, lastName, secondaryEmail, id, status } = row.mailbox;
  const name = `${firstName} ${lastName}`.trim() || '-';
  return [id, row.address, status, kind, name, secondaryEmail ?? '-', waitsFor(row)].join('\t');
};

const toJson = ({ address, mailbox }: Row): JsonRow => ({
  id: mailbox.id,
  address,
  status: mailbox.status,
  kind: mailbox.kind,
  first_name: mailbox.firstName,
  last_name: mailbox.lastName,
  secondary_email: mailbox.secondaryEmail,
  waiting: waitingOf(mailbox),
  failure: failureOf(mailbox),
  refusals: mailbox.refusals,
  created_at: mailbox.createdAt,
  updated_at: mailbox.updatedAt,
});

const rowOf = (mailbox: MailboxFor, domainName: string): Row => ({
  address: mailboxAddress(mailbox.localPart, domainName),
  mailbox,
});

const CAMILLE = 'camille.martin@commune.fr';
const ACTIONS = [
  {
    verb: 'enable',
    act: 'enableMailbox',
    result: 'ENABLED',
    description: 'let mailboxes work again; what was never created is',
    example: CAMILLE,
  },
  {
    verb: 'disable',
    act: 'disableMailbox',
    result: 'DISABLED',
    description: 'let them work no longer; their owners are signed out at once',
    example: `${CAMILLE} accueil@commune.fr`,
  },
  {
    verb: 'reset-password',
    act: 'resetMailboxPassword',
    result: 'RESET',
    description: 'give them new passwords, mailed to their secondary addresses and shown nowhere',
    example: CAMILLE,
  },
  {
    verb: 'send-login-link',
    act: 'sendLoginLink',
    result: 'SENT',
    description: 'mail login links to their secondary addresses',
    example: CAMILLE,
  },
  {
    verb: 'delete',
    act: 'deleteMailbox',
    result: 'DELETED',
    description: 'delete those that the mail service does not have: refused, or not asked for yet',
    example: CAMILLE,
  },
] as const;

type Listed = { search?: string; status?: MailboxStatus[]; json?: true };
type Made = {
  kind: MailboxKind;
  firstName: string;
  lastName: string;
  secondaryEmail?: string | null;
  json?: true;
};

const LIST_EXAMPLES = `
Examples:
  regie mailbox list commune.fr --status pending failed
  regie mailbox list commune.fr --search camille --json`;
const SHOW_EXAMPLES = `
Example: why can they not read their mail?
  regie mailbox show camille.martin@commune.fr --json`;
const CREATE_EXAMPLES = `
The mailbox is made once the domain is enabled. Its password goes to the secondary address.

Examples:
  regie mailbox create camille.martin@commune.fr --first-name Camille --last-name Martin --secondary-email c@exemple.fr
  regie mailbox create accueil@commune.fr --kind functional`;

/** `mailbox`: mailboxes of any domain, as its owners see and change them. */
export function makeMailboxCommand({ run, print }: Options): Command {
  const command = new Command('mailbox').description('find mailboxes of any domain, and act on them');
  const printer = (json: boolean | undefined) =>
    rowPrinter<Row>(print, json, { columns: describe, json: toJson });

  command
    .command('list')
    .description(
      'one line each: id, address, status, kind, name, secondary address, what it waits for; by address',
    )
    .argument('<domain>', 'its name or slug, such as commune.fr')
    .option('--search <text>', 'part of the address or of the name')
    .addOption(new Option('--status <status...>', 'only of these').choices(MAILBOX_STATUSES))
    .addOption(jsonOption())
    .addHelpText('after', LIST_EXAMPLES)
    .action((named: string, { search, status: statuses, json }: Listed) =>
      run(async ({ locateMailDomain, viewMailboxes }) => {
        const { slug, name } = await locateMailDomain(BY_OPERATOR, named);
        const printRow = printer(json);
        const all = everyPage(
          'local_part',
          (request) => viewMailboxes(BY_OPERATOR, slug, { search, statuses }, request),
          ({ localPart, id }) => ({ key: localPart, id }),
        );
        for await (const mailbox of all) printRow(rowOf(mailbox, name));
      }),
    );

  command
    .command('show')
    .description('one mailbox, as a list shows it')
    .argument('<mailbox>', 'its address, or its id', readMailbox)
    .addOption(jsonOption())
    .addHelpText('after', SHOW_EXAMPLES)
    .action(({ by }: Named, { json }: { json?: true }) =>
      run(async ({ locateMailbox, getMailbox }) => {
        const { slug, id, domainName } = await locateMailbox(BY_OPERATOR, by);
        printer(json)(rowOf(await getMailbox(BY_OPERATOR, slug, id), domainName));
      }),
    );

  const name = readName(MAILBOX_NAME_MAX_LENGTH);
  command
    .command('create')
    .description('make a mailbox, as an owner of its domain does')
    .argument('<address>', 'of the mailbox', readAddress)
    .addOption(
      new Option('--kind <kind>', 'of a person, or of none').choices(MAILBOX_KINDS).default('personal'),
    )
    .option('--first-name <name>', 'of its owner', name, '')
    .option('--last-name <name>', 'of its owner', name, '')
    .option('--secondary-email <address>', 'where its password and links go', readAddress)
    .addOption(jsonOption())
    .addHelpText('after', CREATE_EXAMPLES)
    .action((address: string, { json, secondaryEmail = null, ...details }: Made, own: Command) => {
      if (details.kind === 'personal' && (details.firstName === '' || details.lastName === ''))
        own.error('error: a personal mailbox needs a --first-name and a --last-name');
      return run(async ({ locateMailDomain, createMailbox, getMailbox }) => {
        const at = address.lastIndexOf('@');
        const { slug, name } = await locateMailDomain(BY_OPERATOR, address.slice(at + 1));
        const localPart = address.slice(0, at);
        const { id } = await createMailbox(BY_OPERATOR, { slug, localPart, secondaryEmail, ...details });
        printer(json)(rowOf(await getMailbox(BY_OPERATOR, slug, id), name));
      });
    });

  for (const { verb, result, act, description, example } of ACTIONS) {
    command
      .command(verb)
      .description(description)
      .argument('<mailbox...>', 'their addresses, or their ids', addMailbox)
      .addOption(jsonOption())
      .addHelpText('after', `\nExample:\n  regie mailbox ${verb} ${example}`)
      .action((named: readonly Named[], { json }: { json?: true }) =>
        run((useCases) =>
          eachInTurn(named, {
            nameOf: ({ text }) => text,
            change: async ({ by }) => {
              const { slug, id } = await useCases.locateMailbox(BY_OPERATOR, by);
              const changed = await useCases[act](BY_OPERATOR, slug, id);
              if (!changed) return { result };
              const isWaiting = waitingOf(changed) !== null;
              return { result: isWaiting ? 'QUEUED' : result, note: changed.status };
            },
            tell: rowPrinter(print, json, { columns: outcomeColumns, json: (outcome) => outcome }),
          }),
        ),
      );
  }
  return command;
}
