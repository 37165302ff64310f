import { randomUUID } from 'node:crypto';
import { type Command, CommanderError } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConfigurationError, KNOWN_VARIABLES } from '../../src/infrastructure/config/read-environment.ts';
import { makeProgram } from '../../src/infrastructure/make-program.ts';
import { commandsIn } from '../docs/commands-in.ts';
import { parseDocument } from '../docs/document.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const DATABASE = ['DATABASE_URL'];
const STORAGE = [...DATABASE, 'REGIE_SECRET_KEY'];
const QUARANTINE = [...DATABASE, 'REGIE_ENV', 'REGIE_PUBLIC_URL'];
const INSTALLATION = [...STORAGE, 'REGIE_ENV', 'REGIE_PUBLIC_URL'];
const MAILING = [...INSTALLATION, 'PEOPLE_BASE_URL'];

/** By command: the required settings that it uses, and no other. */
const USED: Readonly<Record<string, readonly string[]>> = {
  migrate: DATABASE,
  plugins: INSTALLATION,
  'import-people': STORAGE,
  'account-service': STORAGE,
  'oidc-client': STORAGE,
  organization: MAILING,
  user: STORAGE,
  'first-staff': STORAGE,
  sessions: STORAGE,
  'mail-domain': INSTALLATION,
  team: INSTALLATION,
  mailbox: INSTALLATION,
  'second-factor': MAILING,
  mails: STORAGE,
  jobs: DATABASE,
  quarantine: QUARANTINE,
  webhooks: STORAGE,
  audit: DATABASE,
  addresses: DATABASE,
  texts: DATABASE,
  'seal-anew': STORAGE,
  'fill-organization-metadata': STORAGE,
  drift: INSTALLATION,
  'demo-data': MAILING,
};
/** They are about the whole configuration. */
const ABOUT_ALL = ['start', 'config', 'doctor'];

/** What is asked of the configuration does not depend on how many are made. */
const NOBODY = ['--people', '0', '--teams', '0', '--domains', '0'];
/** Stands for an id in examples. */
const PLACEHOLDER = /^[A-Z_]{2,}$/;

let database: TestDatabase;
let lines: readonly (readonly string[])[];
let names: readonly string[];
beforeAll(async () => {
  database = await openTestDatabase();
  const program = await makeProgram();
  names = program.commands.map((command) => command.name());
  lines = commandsIn(parseDocument('help.md', ['```sh', ...examplesOf(program), '```'].join('\n')))
    .map(({ words }) => words.slice(1).map((word) => (PLACEHOLDER.test(word) ? randomUUID() : word)))
    .map((words) => [...words, ...(words[0] === 'demo-data' ? NOBODY : [])]);
});
afterAll(() => database.close());
afterEach(() => vi.unstubAllEnvs());

/** One for each command that does something: the first line of its help that calls it. */
function examplesOf(command: Command, path = 'regie'): readonly string[] {
  if (command.commands.length > 0)
    return command.commands.flatMap((one) => examplesOf(one, `${path} ${one.name()}`));
  let help = '';
  command.configureOutput({
    writeOut: (part) => {
      help += part;
    },
  });
  command.outputHelp();
  const found = help.split('\n').find((line) => `${line.trim()} `.startsWith(`${path} `));
  return found === undefined ? [] : [found.trim()];
}

const given = (): Readonly<Record<string, string>> => ({
  DATABASE_URL: database.url,
  REGIE_SECRET_KEY: 'k3y-of-th1s-t3st-'.repeat(3),
  REGIE_ENV: 'demo',
  REGIE_PUBLIC_URL: 'https://regie.exemple.fr',
  PEOPLE_BASE_URL: 'https://people.exemple.fr',
});

/** What a command says of the configuration, which holds these settings alone. */
async function complaintsOf(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  for (const name of KNOWN_VARIABLES) vi.stubEnv(name, settings[name]);
  const program = await makeProgram(words[0]);
  const silence = (command: Command): void => {
    command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    for (const one of command.commands) silence(one);
  };
  silence(program);
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return [];
  } catch (error) {
    if (error instanceof CommanderError) return [`usage: ${error.message}`];
    // Otherwise it is about ids that nobody has, and other servers that are not there.
    return error instanceof ConfigurationError ? error.problems : [];
  } finally {
    write.mockRestore();
  }
}

const usedBy = (words: readonly string[]): readonly string[] => USED[words[0] ?? ''] ?? [];
const commands = () => lines.filter(([name = '']) => !ABOUT_ALL.includes(name));
const only = (wanted: readonly string[]) =>
  Object.fromEntries(Object.entries(given()).filter(([name]) => wanted.includes(name)));

describe('every command', () => {
  it('is in the table, or about the whole configuration', () => {
    expect([...Object.keys(USED), ...ABOUT_ALL].toSorted()).toEqual([...names].toSorted());
    expect(commands().length).toBeGreaterThan(50);
  });

  it('says nothing of settings that it does not use', async () => {
    for (const words of commands()) {
      const said = await complaintsOf(words, only(usedBy(words)));
      expect([words.join(' '), said]).toEqual([words.join(' '), []]);
    }
  });

  it('names the setting that it misses, and that one alone', async () => {
    for (const words of commands()) {
      for (const missing of usedBy(words)) {
        const rest = only(usedBy(words).filter((name) => name !== missing));
        const said = await complaintsOf(words, rest);
        expect([words.join(' '), said.map((line) => line.slice(0, line.indexOf(':')))]).toEqual([
          words.join(' '),
          [missing],
        ]);
      }
    }
  });
});

it('names the settings of another system once it is called', async () => {
  await database.pool.query(
    `INSERT INTO mail_domain (id, name, slug, status, registration, support_email, created_at, updated_at)
     VALUES (gen_random_uuid(), 'commune.fr', 'communefr', 'pending', '{"state": "registered"}', 'aide@exemple.fr', now(), now())`,
  );
  const settings = only(INSTALLATION);
  expect(await complaintsOf(['mail-domain', 'list'], settings)).toEqual([]);
  for (const words of [
    ['mail-domain', 'check'],
    ['drift', 'compare', 'commune.fr', '--report-only'],
  ]) {
    expect(await complaintsOf(words, settings)).toEqual([
      'MAIL_PROVISIONING_API_URL: is required',
      'MAIL_PROVISIONING_API_CREDENTIALS: is required',
    ]);
  }
});
