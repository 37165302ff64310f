import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShownCommand } from './commands-in.ts';
import { optionsOfProgram } from './options-of-program.ts';
import { PROJECT_FOLDER } from './project-files.ts';
import { regieFault } from './regie-fault.ts';

/** npm's own commands that a page may show. */
const OF_NPM = ['ci', 'install'];

/** The problem of a command in a page, as text; undefined for a valid one, and for commands of other programs. */
export async function commandFault(command: ShownCommand): Promise<string | undefined> {
  const [program = '', ...rest] = command.words;
  if (program === 'regie') return regieFault(rest, command.isWhole);
  if (program === 'node' && rest[0] === 'dist/infrastructure/main.js') {
    return regieFault(rest.slice(1), command.isWhole);
  }
  if (program === 'node') {
    const path = rest.find((word) => /\.[cm]?[jt]s$/.test(word)) ?? '';
    return existsSync(join(PROJECT_FOLDER, path)) ? undefined : `there is no ${path}`;
  }
  if (program === 'npm') return npmFault(rest);
  if (program === 'npx' && !existsSync(join(PROJECT_FOLDER, 'node_modules', '.bin', rest[0] ?? ''))) {
    return `no package here brings ${rest[0]}`;
  }
  return undefined;
}

async function npmFault([first = '', ...rest]: readonly string[]): Promise<string | undefined> {
  if (OF_NPM.includes(first)) return undefined;
  const [name = '', ...given] = first === 'run' ? rest : [first, ...rest];
  const scripts: Record<string, string> = JSON.parse(
    await readFile(join(PROJECT_FOLDER, 'package.json'), 'utf8'),
  ).scripts;
  // `npm run bench:*` names several at once.
  const wanted = new RegExp(`^${name.replace(/[.+?^$()|[\]\\{}]/g, '\\$&').replace(/\*|…/g, '.*')}$`);
  const meant = Object.keys(scripts).filter((script) => wanted.test(script));
  if (meant.length === 0 || (first !== 'run' && !['start', 'test'].includes(first))) {
    return `there is no script ${name}`;
  }
  const options = given
    .slice(given.indexOf('--') + 1)
    .filter((word) => word.startsWith('-') && word !== '--');
  if (options.length > 0 && !given.includes('--')) return 'npm takes the options for its own without --';
  for (const script of meant) {
    const known = await optionsOfProgram(scripts[script] ?? '');
    const unknown = options.find((option) => known?.includes(option.replace(/=.*/, '')) === false);
    if (unknown !== undefined) return `${script} has no option ${unknown}`;
  }
  return undefined;
}
