import { Command, InvalidArgumentError, Option } from 'commander';
import type { FactorAdministrator } from '../../../application/identity/factor-administration/factor-administrator.ts';
import type { SecondFactorOverview } from '../../../application/identity/factor-administration/read-second-factor.ts';
import type { UnenrolledMailbox } from '../../../application/identity/factor-administration/second-factor-queries.ts';
import { dayOf } from '../../../domain/identity/administration/second-factor-policy.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { day } from '../../config/values/day.ts';
import type { FactorAdministrationUseCases } from '../../container/identity/factor-administration.ts';
import { CSV_DIALECTS, type CsvDialectName, csvHeader, csvLine } from '../../csv/csv-dialect.ts';
import { BY_COMMAND_LINE } from '../by-command-line.ts';
import { everyPage } from '../every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';
import { readId } from '../read-id.ts';

/** The language of the mails that a command causes to people whose own is not known. */
const LANGUAGE: Language = 'fr-fr';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR: Extract<FactorAdministrator, { readonly userId: null }> = {
  ...BY_COMMAND_LINE,
  userId: null,
  isStaff: true,
  email: null,
  language: LANGUAGE,
};

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: FactorAdministrationUseCases) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

function readDay(written: string): Date {
  try {
    return day(written);
  } catch {
    throw new InvalidArgumentError('Not a day: write it as 2027-02-28.');
  }
}

const COLUMNS = ['local_part', 'first_name', 'last_name', 'has_secondary_email', 'last_sign_in'];
const columnsOf = (mailbox: UnenrolledMailbox): readonly string[] => [
  mailbox.localPart,
  mailbox.firstName,
  mailbox.lastName,
  mailbox.secondaryEmail === null ? 'no' : 'yes',
  mailbox.lastLoginAt === null ? '' : dayOf(mailbox.lastLoginAt),
];

const dayOrNone = (date: Date | null): string => (date === null ? '-' : dayOf(date));

/** A domain's dates, and how many have a second factor. */
const FORMS = {
  columns: ({ requiredFrom, effectiveFrom, enrolled, unenrolled }: SecondFactorOverview): string =>
    [dayOrNone(requiredFrom), dayOrNone(effectiveFrom), enrolled, unenrolled].join('\t'),
  json: ({ requiredFrom, effectiveFrom, enrolled, unenrolled }: SecondFactorOverview): JsonRow => ({
    required_from: requiredFrom && dayOf(requiredFrom),
    effective_from: effectiveFrom && dayOf(effectiveFrom),
    enrolled,
    unenrolled,
  }),
};

/** `second-factor`: what administrators of a domain do about its people's second factors, in any domain, and in emergencies. */
export function makeSecondFactorCommand({ run, print }: Options): Command {
  const command = new Command('second-factor').description(
    'who has none, from when on one is required, and a reset for who lost theirs',
  );
  const ofDomain = (name: string, description: string): Command =>
    command
      .command(name)
      .description(description)
      .argument('<id>', 'the mail domain', readId<MailDomainId>);
  const tellDate = async (
    useCases: FactorAdministrationUseCases,
    mailDomainId: MailDomainId,
    { json }: { json?: true } = {},
  ) => rowPrinter(print, json, FORMS)(await useCases.readSecondFactor(OPERATOR, { mailDomainId }));

  ofDomain(
    'status',
    'the day of the domain, the one that counts, and how many mailboxes are with and without',
  )
    .addOption(jsonOption())
    .action((id: MailDomainId, given: { json?: true }) => run((useCases) => tellDate(useCases, id, given)));
  ofDomain('without', 'a table of the mailboxes whose owners have none')
    .addOption(
      new Option('--as <format>', 'form of the table').choices(Object.keys(CSV_DIALECTS)).default('csv'),
    )
    .action((id: MailDomainId, { as: dialect }: { as: CsvDialectName }) =>
      run(async ({ listWithoutSecondFactor }) => {
        print(csvHeader(dialect, COLUMNS).trimEnd());
        const all = everyPage(
          'local_part',
          (request) => listWithoutSecondFactor(OPERATOR, { mailDomainId: id }, {}, request),
          (mailbox) => ({ key: mailbox.localPart, id: mailbox.id }),
        );
        for await (const mailbox of all) print(csvLine(dialect, columnsOf(mailbox)).trimEnd());
      }),
    );
  ofDomain('require', 'require one from a day on; people are told')
    .argument('<day>', 'such as 2027-02-28', readDay)
    .option('--urgent', 'also from a day that is less than two weeks away, or past')
    .action((id: MailDomainId, requiredFrom: Date, { urgent = false }: { urgent?: boolean }) =>
      run(async (useCases) => {
        const wanted = { requiredFrom, isUrgent: urgent };
        await useCases.setSecondFactorDate(OPERATOR, { mailDomainId: id }, wanted);
        await tellDate(useCases, id);
      }),
    );
  ofDomain('lift', 'require none any more').action((id: MailDomainId) =>
    run(async (useCases) => {
      await useCases.setSecondFactorDate(OPERATOR, { mailDomainId: id }, { requiredFrom: null });
      await tellDate(useCases, id);
    }),
  );
  command
    .command('reset')
    .description(
      'take all factors from the owner of a mailbox, at once; they and the administrators are told',
    )
    .argument('<address>', 'of the mailbox')
    .option('--link', 'print a link to enrol with, to be handed to the owner')
    .action((address: string, { link: withLink = false }: { link?: boolean }) =>
      run(async ({ resetFactorsAtOnce }) => {
        const { link } = await resetFactorsAtOnce(OPERATOR, address, { withLink });
        print(link === null ? `RESET\t${address}` : `RESET\t${address}\t${link.url}`);
      }),
    );
  return command;
}
