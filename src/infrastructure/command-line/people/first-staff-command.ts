import { Command, InvalidArgumentError, Option } from 'commander';
import type { FirstStaff } from '../../../domain/people/first-staff.ts';
import { isEmailAddress } from '../../../domain/shared/email-address.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { BY_COMMAND_LINE } from '../by-command-line.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };

type Options = {
  /** Runs the command on the installation. */
  readonly run: (
    work: (
      useCases: Pick<PeopleUseCases, 'nameFirstStaff' | 'withdrawFirstStaff' | 'listFirstStaff'>,
    ) => Promise<void>,
  ) => Promise<void>;
  readonly print: (line: string) => void;
};

type Given = { email?: string; superuser: boolean; list?: true; withdraw?: string; json?: true };

/** @throws InvalidArgumentError */
function readAddress(text: string): string {
  const address = text.trim();
  if (isEmailAddress(address)) return address;
  throw new InvalidArgumentError('Not an e-mail address.');
}

const describe = ({ email, isSuperuser, expiresAt }: FirstStaff): string =>
  [email, isSuperuser ? 'staff and superuser' : 'staff', `until ${expiresAt.toISOString()}`].join('\t');

const toJson = ({ email, isSuperuser, createdAt, expiresAt }: FirstStaff): JsonRow => ({
  email,
  is_superuser: isSuperuser,
  created_at: createdAt,
  expires_at: expiresAt,
});

const EXAMPLES = `
It takes effect with the first sign-in in which the identity provider verifies the address, also of somebody who has an account,
within 7 days and once. An address that the provider says nothing about counts as verified unless OIDC_EMAIL_VERIFIED_REQUIRED
is set: set it where people choose their address at the provider by themselves.

Examples:
  regie first-staff --email camille@exemple.fr
  regie first-staff --email camille@exemple.fr --superuser
  regie first-staff --list --json
  regie first-staff --withdraw camille@exemple.fr`;

/** `first-staff`: who becomes staff of an installation before anybody has an account. */
export function makeFirstStaffCommand({ run, print }: Options): Command {
  return new Command('first-staff')
    .description('make staff of whoever signs in first with a verified address, within 7 days')
    .addOption(
      new Option('--email <address>', 'their address').argParser(readAddress).conflicts(['list', 'withdraw']),
    )
    .option('--superuser', 'also as one who makes others staff, and keeps API keys', false)
    .addOption(
      new Option('--list', 'those who are to become staff: address, as what, until when').conflicts(
        'withdraw',
      ),
    )
    .addOption(
      new Option('--withdraw <address>', 'they are not to become staff any more').argParser(readAddress),
    )
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(({ email, superuser, list, withdraw, json }: Given, command: Command) => {
      if (email === undefined && !list && withdraw === undefined)
        command.error('error: give an --email, or --list, or --withdraw an address');
      const printRow = rowPrinter(print, json, { columns: describe, json: toJson });
      return run(async ({ nameFirstStaff, withdrawFirstStaff, listFirstStaff }) => {
        if (email !== undefined) {
          printRow(await nameFirstStaff(OPERATOR, { email, isSuperuser: superuser }));
        } else if (withdraw !== undefined) {
          printRow(await withdrawFirstStaff(OPERATOR, withdraw));
        } else {
          for (const permission of await listFirstStaff(OPERATOR)) printRow(permission);
        }
      });
    });
}
