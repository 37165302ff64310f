import { Argument, Command, Option } from 'commander';
import type { OrganizationDiscrepancyView } from '../../application/organization/administrators/organization-people-queries.ts';
import type { OrganizationOperator } from '../../application/organization/organization-operator.ts';
import { ORGANIZATION_NAME_MAX_LENGTH, type Organization } from '../../domain/organization/organization.ts';
import {
  DISCREPANCY_SETTLEMENTS,
  type DiscrepancySettlement,
} from '../../domain/organization/organization-discrepancy.ts';
import type { UserManager } from '../../domain/people/user-management.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { OrganizationUseCases } from '../container/organizations.ts';
import type { PeopleUseCases } from '../container/people.ts';
import { BY_COMMAND_LINE } from './by-command-line.ts';
import { byCreation, byName, everyPage } from './every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from './output/json-lines.ts';
import { readId } from './read-id.ts';
import { readName } from './read-name.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR: OrganizationOperator & UserManager = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: OrganizationUseCases & PeopleUseCases) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

const organizationName = readName(ORGANIZATION_NAME_MAX_LENGTH);

const describe = ({ id, name, registrationIds, domains, isActive }: Organization): string =>
  [
    id,
    name,
    registrationIds.join(' ') || '-',
    domains.join(' ') || '-',
    ...(isActive ? [] : ['inactive']),
  ].join('\t');

const toJson = ({ id, name, registrationIds, domains, isActive }: Organization): JsonRow => ({
  id,
  name,
  registration_id_list: registrationIds,
  domain_list: domains,
  is_active: isActive,
});

const describeDiscrepancy = ({
  user,
  organization,
  named,
  registrationId,
}: OrganizationDiscrepancyView): string =>
  [user.id, user.name, user.email, organization?.name, named?.name, registrationId]
    .map((column) => column ?? '-')
    .join('\t');

const discrepancyToJson = ({
  user,
  organization,
  named,
  registrationId,
}: OrganizationDiscrepancyView): JsonRow => ({
  user: { id: user.id, name: user.name, email: user.email },
  organization: organization && { id: organization.id, name: organization.name },
  named: named && { id: named.id, name: named.name },
  registration_id: registrationId,
});

type Filters = {
  search?: string;
  active?: boolean;
  administered?: boolean;
  sharedDomain?: true;
  json?: true;
};
type Identified = { name?: string; registrationId?: string[] | false; domain?: string[] | false };
type Edited = Identified & { active?: boolean };

/** Undefined: unchanged; false: an empty list. */
const listed = (values: string[] | false | undefined) => (values === false ? [] : values);

/** `organization`: all organizations, as for staff. */
export function makeOrganizationCommand({ run, print }: Options): Command {
  const command = new Command('organization').description('find, create and edit organizations');

  command
    .command('list')
    .description('one line each: id, name, registration ids, domains, and whether it is inactive')
    .option('--search <text>', 'part of the name, of a registration id or of a domain')
    .option('--active', 'only active ones')
    .addOption(new Option('--inactive', 'only inactive ones').implies({ active: false }))
    .option('--administered', 'only organizations with an administrator')
    .addOption(
      new Option('--unadministered', 'only organizations without administrator').implies({
        administered: false,
      }),
    )
    .option('--shared-domain', 'only those with a domain where anybody gets an address')
    .addOption(jsonOption())
    .action(({ search, active, administered, sharedDomain, json }: Filters) =>
      run(async ({ listOrganizations }) => {
        const filter = {
          search,
          isActive: active,
          hasAdministrator: administered,
          hasSharedDomain: sharedDomain,
        };
        const all = everyPage('name', (request) => listOrganizations(OPERATOR, filter, request), byName);
        const printRow = rowPrinter(print, json, { columns: describe, json: toJson });
        for await (const organization of all) printRow(organization);
      }),
    );

  command
    .command('create')
    .description('make an organization before its first member signs in')
    .option('--name <name>', 'without it, the first identifier, until a plugin names it', organizationName)
    .option('--registration-id <id...>', 'such as a SIRET; the main one first')
    .option('--domain <domain...>', 'of the e-mail addresses of its people')
    .action(({ name, registrationId, domain }: Identified) =>
      run(async ({ createOrganization }) => {
        const [registrationIds, domains] = [listed(registrationId) ?? [], listed(domain) ?? []];
        print(describe(await createOrganization(OPERATOR, { name, registrationIds, domains })));
      }),
    );

  command
    .command('edit')
    .description('change what is given; ids and domains replace what there is')
    .argument('<id>', 'the organization', readId<OrganizationId>)
    .option('--name <name>', 'another name', organizationName)
    .option('--registration-id <id...>', 'all of them, the main one first')
    .option('--no-registration-id', 'none any more')
    .option('--domain <domain...>', 'all of them')
    .option('--no-domain', 'none any more')
    .option('--active', 'as one that services hear of')
    .addOption(new Option('--inactive', 'as one that services no longer hear of').implies({ active: false }))
    .action((id: OrganizationId, { name, registrationId, domain, active }: Edited) =>
      run(async ({ editOrganization }) => {
        const changes = {
          name,
          registrationIds: listed(registrationId),
          domains: listed(domain),
          isActive: active,
        };
        print(describe(await editOrganization(OPERATOR, id, changes)));
      }),
    );

  command
    .command('merge')
    .description(
      'make one of two: what belongs to the other belongs to the one kept, and the other is removed',
    )
    .argument('<keep>', 'the organization whose name and metadata stay', readId<OrganizationId>)
    .argument('<other>', 'the organization that becomes part of it', readId<OrganizationId>)
    .option('--dry-run', 'tell what would happen', false)
    .action((keepId: OrganizationId, otherId: OrganizationId, { dryRun }: { dryRun: boolean }) =>
      run(async ({ mergeOrganizations }) => {
        const merge = await mergeOrganizations(OPERATOR, { keepId, otherId, isDryRun: dryRun });
        print(describe(merge.kept));
        print(`${dryRun ? 'would be removed' : 'removed'}: ${describe(merge.removed)}`);
        for (const [what, count] of Object.entries(merge.references)) {
          print(`${dryRun ? 'would move' : 'moved'}: ${count} ${what}`);
        }
      }),
    );

  command
    .command('normalize-ids')
    .description('store registration ids as they are compared; run again, it goes on')
    .option('--dry-run', 'tell what would happen', false)
    .action(({ dryRun }: { dryRun: boolean }) =>
      run(async ({ normalizeRegistrationIds }) => {
        const judged = await normalizeRegistrationIds(OPERATOR, dryRun);
        for (const one of judged) {
          const becomes = one.outcome === 'placeholder' ? '-' : one.registrationId;
          print([one.outcome, one.organizationId, JSON.stringify(one.value), becomes].join('\t'));
        }
        const count = (outcome: string) => judged.filter((one) => one.outcome === outcome).length;
        print(
          `${count('normalized')} ${dryRun ? 'to normalize' : 'normalized'}, ${count('collision')} in collisions (merge them), ${count('placeholder')} that stand for none`,
        );
      }),
    );

  command
    .command('discrepancies')
    .description(
      'people whose provider names another organization: id, name, e-mail, theirs, the one named, registration id',
    )
    .addOption(jsonOption())
    .action(({ json }: Pick<Filters, 'json'>) =>
      run(async ({ listDiscrepancies }) => {
        const all = everyPage(
          'created_at',
          (request) => listDiscrepancies(OPERATOR, request),
          ({ createdAt, user }) => byCreation({ createdAt, id: user.id }),
        );
        const printRow = rowPrinter(print, json, { columns: describeDiscrepancy, json: discrepancyToJson });
        for await (const discrepancy of all) printRow(discrepancy);
      }),
    );

  command
    .command('settle')
    .description(
      'settle a discrepancy: move the person to the organization that their provider names, or ignore the claim',
    )
    .argument('<user>', 'the person', readId<UserId>)
    .addArgument(new Argument('<settlement>').choices(DISCREPANCY_SETTLEMENTS))
    .action((userId: UserId, settlement: DiscrepancySettlement) =>
      run(async ({ settleDiscrepancy }) => {
        await settleDiscrepancy(OPERATOR, userId, settlement);
        print(settlement === 'move' ? 'moved' : 'ignored');
      }),
    );

  command
    .command('tell-plugins')
    .description(
      'notify the plugins of an organization again, for example after its registration ids were corrected',
    )
    .argument('<id>', 'the organization', readId<OrganizationId>)
    .action((id: OrganizationId) =>
      run(async ({ tellPlugins }) =>
        print(`will be told: ${(await tellPlugins(OPERATOR, id)).join(', ') || 'none'}`),
      ),
    );

  return command;
}
