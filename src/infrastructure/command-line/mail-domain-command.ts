import { setTimeout } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { MailDomainOperator } from '../../application/mail-domain/manage-mail-domains.ts';
import type { ManagedMailDomain } from '../../application/mail-domain/managed-mail-domain-queries.ts';
import { MAIL_DOMAIN_STATUSES, type MailDomainStatus } from '../../domain/mail-domain/mail-domain.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainId, OrganizationId } from '../../domain/shared/ids.ts';
import type { MailDomainUseCases } from '../container/mail-domains.ts';
import type { ProvisioningUseCases } from '../container/provisioning.ts';
import { CSV_DIALECTS, type CsvDialectName, csvHeader, csvLine } from '../csv/csv-dialect.ts';
import { emailInput } from '../trpc/procedure/text-input.ts';
import { BY_COMMAND_LINE } from './by-command-line.ts';
import { byName, everyPage } from './every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from './output/json-lines.ts';
import { readId } from './read-id.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR: MailDomainOperator = { ...BY_COMMAND_LINE, isStaff: true };

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (
    work: (useCases: MailDomainUseCases & ProvisioningUseCases) => Promise<void>,
  ) => Promise<void>;
  readonly print: (line: string) => void;
};
type Filters = { search?: string; status?: MailDomainStatus[] };
type Edited = { disabled?: boolean; organization?: OrganizationId | false; supportEmail?: string };

const email = (text: string): string => {
  const { success, data } = emailInput.safeParse(text);
  if (!success) throw new InvalidArgumentError('Not an e-mail address.');
  return data;
};

const addressesOf = ({ managers }: ManagedMailDomain, wanted: 'owner' | 'administrator'): string =>
  managers
    .flatMap(({ role, email: address, name }) => (role === wanted ? [address ?? name ?? ''] : []))
    .join(' ');

const describe = ({ id, name, status, organization, mailboxCount }: ManagedMailDomain): string =>
  [id, name, status, organization?.name ?? '-', mailboxCount].join('\t');

const toJson = (domain: ManagedMailDomain): JsonRow => ({
  id: domain.id,
  name: domain.name,
  slug: domain.slug,
  status: domain.status,
  support_email: domain.supportEmail,
  organization: domain.organization && { id: domain.organization.id, name: domain.organization.name },
  count_mailboxes: domain.mailboxCount,
});

const CONTACTS = ['name', 'slug', 'status', 'support_email', 'owners', 'admins'];
const contactsOf = (domain: ManagedMailDomain): readonly string[] => [
  domain.name,
  domain.slug,
  domain.status,
  domain.supportEmail,
  addressesOf(domain, 'owner'),
  addressesOf(domain, 'administrator'),
];

/** The statuses whose domains scheduled jobs check as well. */
const CHECKED: MailDomainStatus[] = ['pending', 'enabled', 'failed', 'action_required'];

/**
 * The result of a check in words; it waits for its turn, and a failure does not keep the next domain from being checked.
 */
async function describeCheck(
  useCases: ProvisioningUseCases,
  id: MailDomainId,
  name: string,
): Promise<string> {
  try {
    const { mailDomain, statusBefore } = await useCases.checkManagedMailDomain(OPERATOR, id);
    const { status } = mailDomain;
    return status === statusBefore
      ? `CHECKED\t${name}\t${status}`
      : `UPDATED\t${name}\t${statusBefore} to ${status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code !== 'mail_domain.check_too_soon') return `FAILED\t${name}\t${error.code}`;
    await setTimeout((error.retryAfterSeconds ?? 1) * 1000);
    return describeCheck(useCases, id, name);
  }
}

/** `mail-domain`: all mail domains, as for staff. */
export function makeMailDomainCommand({ run, print }: Options): Command {
  const command = new Command('mail-domain').description('find and edit mail domains, and whom to contact');
  const filtered = (name: string, description: string): Command =>
    command
      .command(name)
      .description(description)
      .option('--search <text>', 'part of the name')
      .addOption(new Option('--status <status...>', 'only of these').choices(MAIL_DOMAIN_STATUSES));
  const eachOf = async (
    { listManagedMailDomains }: MailDomainUseCases,
    { search, status }: Filters,
    tell: (domain: ManagedMailDomain) => void | Promise<void>,
  ): Promise<void> => {
    const filter = { search, statuses: status };
    const all = everyPage('name', (request) => listManagedMailDomains(OPERATOR, filter, request), byName);
    for await (const domain of all) await tell(domain);
  };

  filtered('list', 'one line each: id, name, status, organization, number of mailboxes')
    .addOption(jsonOption())
    .action(({ json, ...filters }: Filters & { json?: true }) =>
      run((useCases) =>
        eachOf(useCases, filters, rowPrinter(print, json, { columns: describe, json: toJson })),
      ),
    );
  filtered('contacts', 'a table of support addresses, owners and administrators')
    .addOption(
      new Option('--as <format>', 'form of the table').choices(Object.keys(CSV_DIALECTS)).default('csv'),
    )
    .action(({ as: dialect, ...filters }: Filters & { as: CsvDialectName }) =>
      run(async (useCases) => {
        print(csvHeader(dialect, CONTACTS).trimEnd());
        await eachOf(useCases, filters, (domain) => print(csvLine(dialect, contactsOf(domain)).trimEnd()));
      }),
    );
  filtered(
    'check',
    'check those that are not disabled, or of the statuses given, one after the other',
  ).action((filters: Filters) =>
    run((useCases) =>
      eachOf(useCases, { ...filters, status: filters.status ?? CHECKED }, async ({ id, name }) =>
        print(await describeCheck(useCases, id, name)),
      ),
    ),
  );
  command
    .command('edit')
    .description('change what is given')
    .argument('<id>', 'the mail domain', readId<MailDomainId>)
    .option('--disabled', 'as one in which nothing changes any more')
    .addOption(
      new Option('--enabled', 'no longer so, once a check finds it good').implies({ disabled: false }),
    )
    .option('--organization <id>', 'whose it is', readId<OrganizationId>)
    .option('--no-organization', 'of none any more')
    .option('--support-email <address>', 'who hears of its status', email)
    .action((id: MailDomainId, { disabled, organization, supportEmail }: Edited) =>
      run(async ({ editMailDomain }) => {
        const organizationId = organization === false ? null : organization;
        const changes = { isDisabled: disabled, organizationId, supportEmail };
        const { name, status } = await editMailDomain(OPERATOR, id, changes);
        print([id, name, status].join('\t'));
      }),
    );
  return command;
}
