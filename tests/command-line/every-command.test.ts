import { type Command, CommanderError } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_EXAMPLES } from '../../src/infrastructure/command-line/output/command-examples.ts';
import { makeProgram } from '../../src/infrastructure/make-program.ts';
import { commandFault } from '../docs/command-faults.ts';
import { commandsIn } from '../docs/commands-in.ts';
import { parseDocument } from '../docs/document.ts';

type Found = Readonly<{ path: string; command: Command; help: string }>;

/** Names of commands that list or show something. */
const TELLING = ['list', 'show', 'status', 'discrepancies', 'config', 'plugins', 'doctor'];

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

const walk = (command: Command, path: string): readonly Found[] => [
  { path, command, help: helpOf(command) },
  ...command.commands.flatMap((one) => walk(one, `${path} ${one.name()}`)),
];

let all: readonly Found[];
beforeAll(async () => {
  all = walk(await makeProgram(), 'regie');
});

/** The lines of a help that begin with the program, after the word that announces them. */
const examplesIn = (help: string): readonly string[] =>
  (/\nExamples?\b[^\n]*\n([\s\S]*)$/.exec(help)?.[1] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('regie '));

describe('every command', () => {
  it('says what it is for', () => {
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(({ command }) => command.description() === '').map(({ path }) => path)).toEqual([]);
  });

  it('has an example in its help, of itself', () => {
    const without = all
      .filter(({ path, help }) => !examplesIn(help).some((line) => `${line} `.startsWith(`${path} `)))
      .map(({ path }) => path);
    expect(without).toEqual([]);
  });

  it('has examples that it takes', async () => {
    const lines = all.flatMap(({ help }) => examplesIn(help));
    const shown = commandsIn(parseDocument('help.md', ['```sh', ...lines, '```'].join('\n')));
    expect(shown.length).toBeGreaterThan(all.length);
    const faults: string[] = [];
    for (const command of shown) {
      const fault = await commandFault(command);
      if (fault !== undefined) faults.push(`${command.shown}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  it('prints JSON where it lists or shows something', () => {
    const telling = all.filter(({ command }) => TELLING.includes(command.name()));
    expect(telling.length).toBeGreaterThan(12);
    const without = telling
      .filter(({ command }) => !command.options.some(({ long }) => long === '--json'))
      .map(({ path }) => path);
    expect(without).toEqual([]);
  });

  it('refuses options that it does not have, as wrong usage', async () => {
    for (const { command } of all) command.exitOverride().configureOutput({ writeErr: () => undefined });
    for (const { path, command } of all.filter(({ command: { commands } }) => commands.length === 0)) {
      const parsing = command.parseAsync(['--no-such-option'], { from: 'user' });
      const failure: unknown = await parsing.catch((error: unknown) => error);
      expect([path, failure]).toEqual([path, expect.any(CommanderError)]);
    }
  });

  it('is there for each entry of the examples', () => {
    const paths = all.map(({ path }) => path.replace(/^regie /, ''));
    expect(Object.keys(COMMAND_EXAMPLES).filter((name) => !paths.includes(name))).toEqual([]);
  });
});
