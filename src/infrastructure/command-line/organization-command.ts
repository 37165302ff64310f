import { Command, InvalidArgumentError, Option } from 'commander';
import type { OrganizationKeeper } from '../../application/organization/organization-keeper.ts';
import { ORGANIZATION_NAME_MAX_LENGTH, type Organization } from '../../domain/organization/organization.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { UseCases } from '../container/container.ts';
import { textInput } from '../trpc/text-input.ts';
import { BY_COMMAND_LINE } from './by-command-line.ts';
import { everyPage } from './every-page.ts';
import { readId } from './read-id.ts';

/** Whoever can run this program has the database's password: no role to look up. */
const OPERATOR: OrganizationKeeper = { ...BY_COMMAND_LINE, isStaff: true };

type OrganizationUseCases = Pick<
  UseCases,
  'listOrganizations' | 'createOrganization' | 'editOrganization' | 'tellPlugins'
>;
type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: OrganizationUseCases) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

const organizationName = (text: string): string => {
  const { success, data } = textInput(ORGANIZATION_NAME_MAX_LENGTH).safeParse(text);
  if (!success)
    throw new InvalidArgumentError(`Not a name of 1 to ${ORGANIZATION_NAME_MAX_LENGTH} characters.`);
  return data;
};

const describe = ({ id, name, registrationIds, domains, isActive }: Organization): string =>
  [
    id,
    name,
    registrationIds.join(' ') || '-',
    domains.join(' ') || '-',
    ...(isActive ? [] : ['inactive']),
  ].join('\t');

type Filters = { search?: string; active?: boolean; administered?: boolean };
type Identified = { name?: string; registrationId?: string[] | false; domain?: string[] | false };
type Edited = Identified & { active?: boolean };

/** Undefined: not said; false: none any more. */
const listed = (values: string[] | false | undefined) => (values === false ? [] : values);

/** `organization`: any of them, as staff see them. */
export function makeOrganizationCommand({ run, print }: Options): Command {
  const command = new Command('organization').description('find, create and edit organizations');

  command
    .command('list')
    .description('one line each: id, name, registration ids, domains, and whether it is inactive')
    .option('--search <text>', 'part of the name, of a registration id or of a domain')
    .option('--active', 'only active ones')
    .addOption(new Option('--inactive', 'only inactive ones').implies({ active: false }))
    .option('--administered', 'only those that somebody administers')
    .addOption(new Option('--unadministered', 'only those that nobody does').implies({ administered: false }))
    .action(({ search, active, administered }: Filters) =>
      run(async ({ listOrganizations }) => {
        const filter = { search, isActive: active, hasAdministrator: administered };
        const all = everyPage('name', (request) => listOrganizations(OPERATOR, filter, request));
        for await (const organization of all) print(describe(organization));
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
    .command('tell-plugins')
    .description(
      'have the plugins told of an organization again, such as after its registration ids were corrected',
    )
    .argument('<id>', 'the organization', readId<OrganizationId>)
    .action((id: OrganizationId) =>
      run(async ({ tellPlugins }) =>
        print(`will be told: ${(await tellPlugins(OPERATOR, id)).join(', ') || 'none'}`),
      ),
    );

  return command;
}
