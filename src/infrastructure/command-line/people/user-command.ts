import { Command, InvalidArgumentError, Option } from 'commander';
import type { NamedPerson } from '../../../application/people/named-account.ts';
import type { LevelWaiver } from '../../../domain/people/level-waiver.ts';
import type { User } from '../../../domain/people/user.ts';
import type { UserFlags } from '../../../domain/people/user-management.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import { secondsOf } from '../../config/values/duration.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { BY_COMMAND_LINE } from '../by-command-line.ts';
import { byCreation, everyPage } from '../every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';
import { readId } from '../read-id.ts';
import { readPerson } from './read-person.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };

type Used =
  | 'findAccounts'
  | 'listAccounts'
  | 'listLevelWaivers'
  | 'moveUser'
  | 'setUserFlags'
  | 'waiveLevel'
  | 'withdrawLevelWaiver';

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: Pick<PeopleUseCases, Used>) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

/** An account, with the permission to sign in without the level that is asked, where there is one. */
type Row = Readonly<{ user: User; waiver: LevelWaiver | undefined }>;

const describe = (
  { id, email, emailVerified, name, isActive, isStaff, isSuperuser }: User,
  waiver?: LevelWaiver,
): string =>
  [
    id,
    email ?? '-',
    name ?? '-',
    ...(email === null || emailVerified ? [] : ['e-mail unverified']),
    ...(isActive ? [] : ['inactive']),
    ...(isStaff ? ['staff'] : []),
    ...(isSuperuser ? ['superuser'] : []),
    ...(waiver
      ? [`may sign in without level until ${waiver.expiresAt.toISOString()}: ${waiver.reason}`]
      : []),
  ].join('\t');

const toJson = ({ user, waiver }: Row): JsonRow => ({
  id: user.id,
  email: user.email,
  email_verified: user.emailVerified,
  name: user.name,
  is_active: user.isActive,
  is_staff: user.isStaff,
  is_superuser: user.isSuperuser,
  created_at: user.createdAt,
  ...(waiver
    ? { may_sign_in_without_level_until: waiver.expiresAt, without_level_because: waiver.reason }
    : {}),
});

/** Finds the permission of an account among those that are open. */
const waiverFinder = async ({ listLevelWaivers }: Pick<PeopleUseCases, 'listLevelWaivers'>) => {
  const waivers = new Map((await listLevelWaivers(OPERATOR)).map((waiver) => [waiver.userId, waiver]));
  return (user: User): Row => ({ user, waiver: waivers.get(user.id) });
};

const rowsTo = (print: (line: string) => void, json: boolean | undefined) =>
  rowPrinter<Row>(print, json, { columns: ({ user, waiver }) => describe(user, waiver), json: toJson });

type Filters = {
  search?: string;
  organization?: OrganizationId;
  active?: boolean;
  staff?: boolean;
  json?: true;
};
type Flags = { active?: boolean; staff?: boolean; superuser?: boolean };

const ACCOUNT = 'its id, or its verified e-mail address';

/** A duration in seconds. @throws InvalidArgumentError */
function readDuration(text: string): number {
  const seconds = secondsOf(text);
  if (seconds !== undefined) return seconds;
  throw new InvalidArgumentError('Not a duration with its unit, such as 30m, 1h or 24 hours.');
}

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
      run(async ({ listAccounts, ...others }) => {
        const filter = { search, organizationId, isActive, isStaff };
        const accounts = everyPage(
          'created_at',
          (request) => listAccounts(OPERATOR, filter, request),
          ({ user }) => byCreation(user),
        );
        const [printRow, toRow] = [rowsTo(print, json), await waiverFinder(others)];
        for await (const { user } of accounts) printRow(toRow(user));
      }),
    );

  command
    .command('show')
    .description('the accounts of that id or address, as a list shows them')
    .argument('<account>', ACCOUNT, readPerson)
    .addOption(jsonOption())
    .action((person: NamedPerson, { json }: { json?: true }) =>
      run(async ({ findAccounts, ...others }) => {
        const [printRow, toRow] = [rowsTo(print, json), await waiverFinder(others)];
        for (const user of await findAccounts(OPERATOR, person)) printRow(toRow(user));
      }),
    );

  command
    .command('allow-sign-in-without-level')
    .description(
      'let somebody sign in once without the level (acr) that is asked of them; ends with its time',
    )
    .argument('<account>', ACCOUNT, readPerson)
    .requiredOption('--for <time>', 'how long, up to 24 hours: 30m, 1h, 24 hours', readDuration)
    .requiredOption('--reason <text>', 'why, for the audit log')
    .action((person: NamedPerson, { for: seconds, reason }: { for: number; reason: string }) =>
      run(async ({ waiveLevel }) => {
        const { user, waiver } = await waiveLevel(OPERATOR, person, { seconds, reason });
        print(describe(user, waiver));
      }),
    );

  command
    .command('withdraw-sign-in-without-level')
    .description('take that permission back, and end the sessions of the account')
    .argument('<account>', ACCOUNT, readPerson)
    .action((person: NamedPerson) =>
      run(async ({ withdrawLevelWaiver }) => print(describe(await withdrawLevelWaiver(OPERATOR, person)))),
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
