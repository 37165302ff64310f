import { Command, Option } from 'commander';
import type { UnsentMailManager } from '../../../application/notification/manage-unsent-mails.ts';
import {
  UNSENT_MAIL_STATUSES,
  type UnsentMailStatus,
  type UnsentMailView,
} from '../../../application/notification/outgoing-mail-queries.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OutgoingMailId } from '../../../domain/shared/ids.ts';
import type { NotificationUseCases } from '../../container/notifications.ts';
import { BY_COMMAND_LINE } from '../by-command-line.ts';
import { byCreation, everyPage } from '../every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';
import { readId } from '../read-id.ts';

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

const addId = (text: string, ids: readonly OutgoingMailId[] = []): OutgoingMailId[] => [
  ...ids,
  readId<OutgoingMailId>(text),
];

/** `mails`: unsent mails, as for staff. */
export function makeMailsCommand({ run, print }: Options): Command {
  const command = new Command('mails').description('find mails that were not sent, and send them again');

  command
    .command('list')
    .description('one line each, oldest first: id, status, kind, recipient, date, codes of the mail server')
    .option('--search <text>', "part of the recipient's address")
    .addOption(new Option('--status <status...>', 'only of these').choices(UNSENT_MAIL_STATUSES))
    .addOption(jsonOption())
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

  command
    .command('send-again')
    .description('send mails again that were refused or given up, with a new login link where they held one')
    .argument('<id...>', 'the mails', addId)
    .action((ids: readonly OutgoingMailId[]) =>
      run(async ({ sendMailAgain }) => {
        const failed: string[] = [];
        for (const id of ids) {
          try {
            const { recipient } = await sendMailAgain(OPERATOR, id);
            print(`QUEUED\t${id}\t${recipient}`);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            failed.push(id);
            print(`FAILED\t${id}\t${error.code}`);
          }
        }
        if (failed.length > 0) throw new Error(`Not sent again: ${failed.length} of ${ids.length}`);
      }),
    );
  return command;
}
