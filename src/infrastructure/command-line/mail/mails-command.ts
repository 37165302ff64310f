import { Command, InvalidArgumentError, Option } from 'commander';
import type { UnsentMailManager } from '../../../application/notification/manage-unsent-mails.ts';
import {
  UNSENT_MAIL_STATUSES,
  type UnsentMailStatus,
  type UnsentMailView,
} from '../../../application/notification/outgoing-mail-queries.ts';
import { isEmailAddress, isSameEmail } from '../../../domain/shared/email-address.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OutgoingMailId } from '../../../domain/shared/ids.ts';
import type { NotificationUseCases } from '../../container/notifications.ts';
import { parseUuid } from '../../rest/wire/uuid.ts';
import { BY_COMMAND_LINE, because } from '../by-command-line.ts';
import { eachInTurn, outcomeColumns } from '../each-in-turn.ts';
import { byCreation, everyPage } from '../every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';
import { readId } from '../read-id.ts';
import { reasonOption } from '../reason-option.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR: UnsentMailManager = { ...BY_COMMAND_LINE, isStaff: true };

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (
    work: (useCases: Pick<NotificationUseCases, 'listUnsentMails' | 'sendMailAgain'>) => Promise<void>,
  ) => Promise<void>;
  readonly print: (line: string) => void;
};

type Filters = { search?: string; status?: UnsentMailStatus[]; json?: true };

const describe = ({ id, status, kind, recipient, createdAt, trouble, isKept }: UnsentMailView): string =>
  [
    id,
    status,
    kind ?? '-',
    recipient,
    createdAt.toISOString(),
    trouble?.reason ?? '-',
    ...(isKept ? [] : ['content erased']),
  ].join('\t');

const toJson = ({ id, status, kind, recipient, createdAt, trouble, isKept }: UnsentMailView): JsonRow => ({
  id,
  status,
  kind,
  recipient,
  created_at: createdAt,
  reason: trouble?.reason ?? null,
  is_kept: isKept,
});

/** A mail, or all that were not sent to an address. */
type Named = Readonly<{ id: OutgoingMailId } | { address: string }>;

/** @throws InvalidArgumentError */
const addMail = (text: string, named: readonly Named[] = []): readonly Named[] => {
  if (parseUuid(text) !== undefined) return [...named, { id: readId<OutgoingMailId>(text) }];
  const address = text.trim();
  if (isEmailAddress(address)) return [...named, { address }];
  throw new InvalidArgumentError('Neither an id nor an e-mail address.');
};

/** Those that wait are sent by themselves. */
const SENT_AGAIN = ['refused', 'given_up'] as const satisfies readonly UnsentMailStatus[];

const LIST_EXAMPLES = `
Example: what was given up, with the answer of the mail server
  regie mails list --status refused given_up --json`;
const SEND_AGAIN_EXAMPLES = `
Examples, after the cause was mended:
  regie mails send-again camille@exemple.fr --reason "their server takes our mail again"
  regie mails list --status given_up --json | jq -r .id | xargs regie mails send-again`;

/** `mails`: unsent mails, as for staff. */
export function makeMailsCommand({ run, print }: Options): Command {
  const command = new Command('mails').description('find mails that were not sent, and send them again');

  command
    .command('list')
    .description('one line each, oldest first: id, status, kind, recipient, date, codes of the mail server')
    .option('--search <text>', "part of the recipient's address")
    .addOption(new Option('--status <status...>', 'only of these').choices(UNSENT_MAIL_STATUSES))
    .addOption(jsonOption())
    .addHelpText('after', LIST_EXAMPLES)
    .action(({ search, status: statuses, json }: Filters) =>
      run(async ({ listUnsentMails }) => {
        const mails = everyPage(
          'created_at',
          (page) => listUnsentMails(OPERATOR, { search, statuses }, page),
          byCreation,
        );
        const printRow = rowPrinter(print, json, { columns: describe, json: toJson });
        for await (const mail of mails) printRow(mail);
      }),
    );

  const mailsTo = async (
    { listUnsentMails }: Pick<NotificationUseCases, 'listUnsentMails'>,
    address: string,
  ): Promise<readonly Named[]> => {
    const found: Named[] = [];
    const filter = { search: address, statuses: SENT_AGAIN };
    const all = everyPage('created_at', (page) => listUnsentMails(OPERATOR, filter, page), byCreation);
    for await (const { id, recipient } of all) if (isSameEmail(recipient, address)) found.push({ id });
    if (found.length === 0)
      throw new DomainError('outgoing_mail.not_found', `No mail to ${address} was refused or given up`);
    return found;
  };

  command
    .command('send-again')
    .description('send mails again that were refused or given up, with a new login link where they held one')
    .argument('<mail...>', 'their ids, or addresses: all such mails to them', addMail)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .addHelpText('after', SEND_AGAIN_EXAMPLES)
    .action((named: readonly Named[], { reason, json }: { reason?: string; json?: true }) =>
      run(async (useCases) => {
        const mails = await Promise.all(
          named.map((one) => ('address' in one ? mailsTo(useCases, one.address) : [one])),
        );
        const ids = mails.flat().flatMap((one) => ('id' in one ? [one.id] : []));
        await eachInTurn([...new Set(ids)], {
          nameOf: (id) => id,
          change: async (id) => {
            const { recipient } = await useCases.sendMailAgain(because(OPERATOR, reason), id);
            return { result: 'QUEUED', note: recipient };
          },
          refused: 'Not sent again',
          tell: rowPrinter(print, json, { columns: outcomeColumns, json: (outcome) => outcome }),
        });
      }),
    );
  return command;
}
