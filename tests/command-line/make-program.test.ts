import { expect, it } from 'vitest';
import { makeProgram } from '../../src/infrastructure/make-program.ts';
import { OPERATOR_COMMANDS } from '../../src/infrastructure/operator-commands.ts';

const namesOf = async (asked?: string) =>
  (await makeProgram(asked)).commands.map((command) => command.name());

it('loads the command that is asked for, by the name that it gives itself', async () => {
  for (const name of Object.keys(OPERATOR_COMMANDS)) expect(await namesOf(name)).toEqual(['start', name]);
});

it.each(['start', 'bogus', 'constructor', '__proto__'])('loads none for %s', async (asked) => {
  expect(await namesOf(asked)).toEqual(['start']);
});

it.each([undefined, '--help', '-h', 'help'])('loads all for %s', async (asked) => {
  expect(await namesOf(asked)).toEqual(['start', ...Object.keys(OPERATOR_COMMANDS)]);
});

it.each([
  [['bogus'], "unknown command 'bogus'"],
  [['--bogus'], "unknown option '--bogus'"],
  [['--web', 'bogus'], "unknown command 'bogus'"],
  [['start', 'bogus'], "unknown argument 'bogus'"],
  [['start', '--worker', '--bogus'], "unknown option '--bogus'"],
])('names what it does not know of %j', async (args, words) => {
  const program = await makeProgram(args[0]);
  program.exitOverride().configureOutput({ writeErr: () => undefined });
  await expect(program.parseAsync([...args], { from: 'user' })).rejects.toThrow(words);
});
