import { Command, Option } from 'commander';
import type { User } from '../../domain/people/user.ts';
import type { UserFlags } from '../../domain/people/user-management.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { PeopleUseCases } from '../container/people.ts';
import { BY_COMMAND_LINE } from './by-command-line.ts';
import { byCreation, everyPage } from './every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from './json-lines.ts';
import { readId } from './read-id.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (
    work: (useCases: Pick<PeopleUseCases, 'listAccounts' | 'setUserFlags' | 'moveUser'>) => Promise<void>,
  ) => Promise<void>;
  readonly print: (line: string) => void;
};

const describe = ({ id, email, emailVerified, name, isActive, isStaff, isSuperuser }: User): string =>
  [
    id,
    email ?? '-',
    name ?? '-',
    ...(email === null || emailVerified ? [] : ['e-mail unverified']),
    ...(isActive ? [] : ['inactive']),
    ...(isStaff ? ['staff'] : []),
    ...(isSuperuser ? ['superuser'] : []),
  ].join('\t');

const toJson = (user: User): JsonRow => ({
  id: user.id,
  email: user.email,
  email_verified: user.emailVerified,
  name: user.name,
  is_active: user.isActive,
  is_staff: user.isStaff,
  is_superuser: user.isSuperuser,
  created_at: user.createdAt,
});

type Filters = {
  search?: string;
  organization?: OrganizationId;
  active?: boolean;
  staff?: boolean;
  json?: true;
};
type Flags = { active?: boolean; staff?: boolean; superuser?: boolean };

const inactive = (description: string) => new Option('--inactive', description).implies({ active: false });

/** `user`: accounts of people who have signed in, as for staff, and their rights. */
export function makeUserCommand({ run, print }: Options): Command {
  const command = new Command('user').description('find accounts, switch them off and on, make staff');

  command
    .command('list')
    .description('one line each: id, e-mail address, name, and what else there is to know; oldest first')
    .option('--search <text>', 'part of the name or of the e-mail address')
    .option('--organization <id>', 'only those of an organization', readId<OrganizationId>)
    .option('--staff', 'only staff')
    .option('--active', 'only active ones')
    .addOption(inactive('only inactive ones'))
    .addOption(jsonOption())
    .action(({ search, organization: organizationId, active: isActive, staff: isStaff, json }: Filters) =>
      run(async ({ listAccounts }) => {
        const filter = { search, organizationId, isActive, isStaff };
        const accounts = everyPage(
          'created_at',
          (request) => listAccounts(OPERATOR, filter, request),
          ({ user }) => byCreation(user),
        );
        const printRow = rowPrinter(print, json, { columns: describe, json: toJson });
        for await (const { user } of accounts) printRow(user);
      }),
    );

  command
    .command('set')
    .description('change what is given of an account')
    .argument('<id>', 'the account', readId<UserId>)
    .option('--active', 'may sign in')
    .addOption(inactive('may not sign in; sessions and access tokens end at once'))
    .option('--staff', 'runs the installation')
    .option('--no-staff', 'no longer')
    .option('--superuser', 'makes others staff, and keeps API keys')
    .option('--no-superuser', 'no longer')
    .action((id: UserId, { active, staff, superuser }: Flags) =>
      run(async ({ setUserFlags }) => {
        const flags: UserFlags = { isActive: active, isStaff: staff, isSuperuser: superuser };
        print(describe(await setUserFlags(OPERATOR, id, flags)));
      }),
    );

  command
    .command('move')
    .description('move a person to another organization; they keep teams and domains')
    .argument('<id>', 'the account', readId<UserId>)
    .addOption(
      new Option('--organization <id>', 'which one').argParser(readId<OrganizationId>).conflicts('nowhere'),
    )
    .option('--nowhere', 'of no organization')
    .action((id: UserId, { organization, nowhere }: { organization?: OrganizationId; nowhere?: true }) => {
      if (organization === undefined && !nowhere) throw new Error('Name an --organization, or --nowhere');
      return run(async ({ moveUser }) => print(describe(await moveUser(OPERATOR, id, organization ?? null))));
    });

  return command;
}
