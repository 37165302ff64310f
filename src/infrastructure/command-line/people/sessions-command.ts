import { Command, InvalidArgumentError, Option } from 'commander';
import type { NamedPerson } from '../../../application/people/named-account.ts';
import type { SessionOfPerson } from '../../../application/people/sign-in/manage-sessions.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { BY_COMMAND_LINE, because } from '../by-command-line.ts';
import { eachInTurn, type Outcome } from '../each-in-turn.ts';
import { everyPage } from '../every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';
import { reasonOption } from '../reason-option.ts';
import { readPerson } from './read-person.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };

type Used = 'listSessions' | 'endSession' | 'endSessionsOf' | 'endAllSessions';
type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: Pick<PeopleUseCases, Used>) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

type Listed = { user?: NamedPerson; json?: true };
type Ended = { user?: NamedPerson; id?: readonly string[]; all?: true; reason: string; json?: true };

const SESSION_ID = /^[0-9a-f]{64}$/;

/** @throws InvalidArgumentError */
const addId = (text: string, ids: readonly string[] = []): readonly string[] => {
  if (SESSION_ID.test(text)) return [...ids, text];
  throw new InvalidArgumentError('Not the id of a session, as `regie sessions list` shows it.');
};

/** Such as `Firefox on Linux`. */
const deviceText = ({ browser, system }: SessionOfPerson['device']): string =>
  [browser, system].filter((name) => name !== null).join(' on ') || '-';

const describe = (session: SessionOfPerson): string =>
  [
    session.id,
    session.user.id,
    verifiedEmail(session.user) ?? session.user.name ?? '-',
    session.signedInAt.toISOString(),
    session.lastSeenAt?.toISOString() ?? '-',
    session.expiresAt.toISOString(),
    session.address ?? '-',
    session.acr ?? '-',
    deviceText(session.device),
  ].join('\t');

const toJson = ({ user, ...session }: SessionOfPerson): JsonRow => ({
  id: session.id,
  user: { id: user.id, email: user.email, email_verified: user.emailVerified, name: user.name },
  signed_in_at: session.signedInAt,
  last_seen_at: session.lastSeenAt ?? null,
  expires_at: session.expiresAt,
  address: session.address,
  acr: session.acr,
  browser: session.device.browser,
  system: session.device.system,
});

/** What became of a session, or how many ended. */
type Ending = Omit<Outcome, 'name'> & Readonly<{ id?: string; sessions?: number }>;

const WHO = 'of one person, by their id or verified e-mail address';

const LIST_EXAMPLES = `
The id names a session and opens none. Owners of mailboxes who are signed in at Régie's OpenID provider are not among them.

Examples:
  regie sessions list --user camille@exemple.fr
  regie sessions list --json | jq 'select(.address | startswith("192.0.2."))'`;

const END_EXAMPLES = `
People sign in again; what they are signed in to elsewhere does not end. The audit log has it with the reason, person by person.

Examples:
  regie sessions end --user camille@exemple.fr --reason "laptop stolen, ticket 4217"
  regie sessions end --all --reason "the identity provider was broken into"`;

/** `sessions`: where people are signed in, and how that ends. */
export function makeSessionsCommand({ run, print }: Options): Command {
  const command = new Command('sessions').description('see where people are signed in, and end it');

  command
    .command('list')
    .description(
      'one line each: id, person, address or name, sign-in, last seen, end, from where, level, device; what ends first first',
    )
    .option('--user <account>', `only those ${WHO}`, readPerson)
    .addOption(jsonOption())
    .addHelpText('after', LIST_EXAMPLES)
    .action(({ user, json }: Listed) =>
      run(async ({ listSessions }) => {
        const sessions = everyPage(
          'expires_at',
          (request) => listSessions(OPERATOR, user, request),
          ({ expiresAt, id }) => ({ key: expiresAt, id }),
        );
        const printRow = rowPrinter(print, json, { columns: describe, json: toJson });
        for await (const session of sessions) printRow(session);
      }),
    );

  const endEach = (
    { endSession }: Pick<PeopleUseCases, Used>,
    ids: readonly string[],
    by: typeof OPERATOR,
    tell: (outcome: Ending) => void,
  ): Promise<void> =>
    eachInTurn(ids, {
      nameOf: (id) => id,
      change: async (id) => {
        await endSession(by, id);
        return { result: 'ENDED' };
      },
      tell: ({ name: id, ...outcome }) => tell({ ...outcome, id }),
      refused: 'Not ended, as they are over',
    });

  command
    .command('end')
    .description('sign people out here, at once')
    .addOption(new Option('--user <account>', `all ${WHO}`).argParser(readPerson).conflicts(['id', 'all']))
    .addOption(new Option('--id <id...>', 'these, as a list shows them').argParser(addId).conflicts('all'))
    .option('--all', 'all of everybody')
    .addOption(reasonOption().makeOptionMandatory())
    .addOption(jsonOption())
    .addHelpText('after', END_EXAMPLES)
    .action(({ user, id, all, reason, json }: Ended, own: Command) => {
      if (!user && !id && !all) own.error('error: name a --user, or sessions by --id, or --all');
      const tell = rowPrinter<Ending>(print, json, {
        columns: ({ result, id: ended, sessions, code }) =>
          [result, ended ?? sessions, ...(code === undefined ? [] : [code])].join('\t'),
        json: (outcome) => outcome,
      });
      return run(async (useCases) => {
        const by = because(OPERATOR, reason);
        if (id) return endEach(useCases, id, by, tell);
        const sessions = user ? await useCases.endSessionsOf(by, user) : await useCases.endAllSessions(by);
        tell({ result: 'ENDED', sessions });
      });
    });
  return command;
}
