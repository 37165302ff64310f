import { Command, Option } from 'commander';
import { MAILBOX_KINDS, type MailboxKind } from '../../../domain/mailbox/mailbox.ts';
import { MAILBOX_NAME_MAX_LENGTH } from '../../../domain/mailbox/mailbox-bounds.ts';
import { MAILBOX_STATUSES, type MailboxStatus } from '../../../domain/mailbox/provisioning.ts';
import { waitingOf } from '../../../domain/mailbox/waiting-of.ts';
import type { MailboxUseCases } from '../../container/mailboxes.ts';
import { because } from '../by-command-line.ts';
import { BY_OPERATOR } from '../by-operator.ts';
import { eachInTurn, outcomeColumns } from '../each-in-turn.ts';
import { everyPage } from '../every-page.ts';
import { jsonOption, rowPrinter } from '../output/json-lines.ts';
import { readName } from '../read-name.ts';
import { reasonOption } from '../reason-option.ts';
import {
  addMailbox,
  describeMailbox,
  type MailboxRow,
  mailboxToJson,
  type NamedMailbox,
  readAddress,
  readMailbox,
  rowOf,
} from './mailbox-rows.ts';

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: MailboxUseCases) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

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

type Given = { reason?: string; json?: true };
type Listed = { search?: string; status?: MailboxStatus[]; json?: true };
type Made = Given & {
  kind: MailboxKind;
  firstName: string;
  lastName: string;
  secondaryEmail?: string | null;
};
type Changed = Given & { firstName?: string; lastName?: string; secondaryEmail?: string | false };

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
  regie mailbox create accueil@commune.fr --kind functional --reason "ticket 4217"`;
const UPDATE_EXAMPLES = `
New names reach the mail service in the background; what is not named stays.

Examples:
  regie mailbox update camille.martin@commune.fr --last-name Durand
  regie mailbox update camille.martin@commune.fr --secondary-email c@exemple.fr --reason "lost the other, ticket 4217"
  regie mailbox update accueil@commune.fr --no-secondary-email`;

/** `mailbox`: mailboxes of any domain, as its owners see and change them. */
export function makeMailboxCommand({ run, print }: Options): Command {
  const command = new Command('mailbox').description('find mailboxes of any domain, and act on them');
  const printer = (json: boolean | undefined) =>
    rowPrinter<MailboxRow>(print, json, { columns: describeMailbox, json: mailboxToJson });

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
    .action(({ by }: NamedMailbox, { json }: { json?: true }) =>
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
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', CREATE_EXAMPLES)
    .action((address: string, { json, reason, secondaryEmail = null, ...details }: Made, own: Command) => {
      if (details.kind === 'personal' && (details.firstName === '' || details.lastName === ''))
        own.error('error: a personal mailbox needs a --first-name and a --last-name');
      return run(async ({ locateMailDomain, createMailbox, getMailbox }) => {
        const at = address.lastIndexOf('@');
        const { slug, name } = await locateMailDomain(BY_OPERATOR, address.slice(at + 1));
        const localPart = address.slice(0, at);
        const input = { slug, localPart, secondaryEmail, ...details };
        const { id } = await createMailbox(because(BY_OPERATOR, reason), input);
        printer(json)(rowOf(await getMailbox(BY_OPERATOR, slug, id), name));
      });
    });

  command
    .command('update')
    .description('change the names and the secondary address of a mailbox')
    .argument('<mailbox>', 'its address, or its id', readMailbox)
    .option('--first-name <name>', 'of its owner', name)
    .option('--last-name <name>', 'of its owner', name)
    .option('--secondary-email <address>', 'where its password and links go', readAddress)
    .option('--no-secondary-email', 'nowhere')
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', UPDATE_EXAMPLES)
    .action(({ by }: NamedMailbox, { json, reason, ...edits }: Changed, own: Command) => {
      if (Object.keys(edits).length === 0)
        own.error(
          'error: say what is to change: --first-name, --last-name, --secondary-email or --no-secondary-email',
        );
      const { secondaryEmail, ...names } = edits;
      const change = { ...names, secondaryEmail: secondaryEmail === false ? null : secondaryEmail };
      return run(async ({ locateMailbox, updateMailbox, getMailbox }) => {
        const { slug, id, domainName } = await locateMailbox(BY_OPERATOR, by);
        await updateMailbox(because(BY_OPERATOR, reason), { slug, id, ...change });
        printer(json)(rowOf(await getMailbox(BY_OPERATOR, slug, id), domainName));
      });
    });

  for (const { verb, result, act, description, example } of ACTIONS) {
    command
      .command(verb)
      .description(description)
      .argument('<mailbox...>', 'their addresses, or their ids', addMailbox)
      .addOption(reasonOption())
      .addOption(jsonOption())
      .addHelpText('after', `\nExample:\n  regie mailbox ${verb} ${example}`)
      .action((named: readonly NamedMailbox[], { json, reason }: Given) =>
        run((useCases) =>
          eachInTurn(named, {
            nameOf: ({ text }) => text,
            change: async ({ by }) => {
              const { slug, id } = await useCases.locateMailbox(BY_OPERATOR, by);
              const changed = await useCases[act](because(BY_OPERATOR, reason), slug, id);
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
