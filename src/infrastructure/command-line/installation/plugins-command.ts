import { Command } from 'commander';
import type { Plugin, PluginPorts } from '../../../application/organization/plugins/plugin.ts';
import { chain } from '../../observability/describe-error.ts';
import { HOOKS } from '../../plugins/installed-plugins.ts';
import { loadPlugin } from '../../plugins/load-plugins.ts';
import { NotAsItShouldBe } from '../output/exit-codes.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';

type Options = Readonly<{
  /** Runs the command on the installation: the names of its plugins, and what they may use. */
  run: (work: (names: readonly string[], ports: PluginPorts) => Promise<void>) => Promise<void>;
  print: (line: string) => void;
}>;

/** A plugin as it was found: its hooks, and what is wrong with it. */
type Found = Readonly<{ name: string; hooks: readonly string[]; problem: string | null }>;

const KNOWN: readonly string[] = Object.values(HOOKS);

async function look(name: string, ports: PluginPorts): Promise<Found> {
  try {
    const plugin = await loadPlugin(name, ports);
    return { name, hooks: hooksOf(plugin), problem: problemOf(name, plugin) };
  } catch (error) {
    const reasons = chain(error).map((one) => (one instanceof Error ? one.message : String(one)));
    return { name, hooks: [], problem: reasons.join(': ').replaceAll(/\s+/g, ' ') };
  }
}

const hooksOf = ({ hooks }: Plugin): readonly string[] =>
  KNOWN.filter((hook) => Object.keys(hooks).includes(hook));

/** What keeps a plugin that can be loaded from being called. */
function problemOf(name: string, plugin: Plugin): string | null {
  const unknown = Object.keys(plugin.hooks).filter((hook) => !KNOWN.includes(hook));
  if (plugin.name !== name) return `it calls itself ${plugin.name}`;
  return unknown.length === 0 ? null : `${unknown.join(', ')}: no such hook, never called`;
}

const columns = ({ name, hooks, problem }: Found): string =>
  [problem === null ? 'ok' : 'NO', name, hooks.join(', ') || '-', problem ?? '-'].join('\t');

const toJson = ({ name, hooks, problem }: Found): JsonRow => ({
  name,
  is_right: problem === null,
  hooks,
  problem,
});

/** `plugins`: those of `INSTALLED_PLUGINS`. */
export function makePluginsCommand({ run, print }: Options): Command {
  return new Command('plugins')
    .description(
      'one line for each plugin of INSTALLED_PLUGINS: ok or NO, name, what it is called for, what is wrong',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe exit code is 2 when one cannot be loaded, or is never called.\n\nExample: before a start with another INSTALLED_PLUGINS\n  regie plugins',
    )
    .action(({ json }: { json?: true }) =>
      run(async (names, ports) => {
        const found = await Promise.all(names.map((name) => look(name, ports)));
        const printRow = rowPrinter(print, json, { columns, json: toJson });
        for (const plugin of found) printRow(plugin);
        const wrong = found.filter(({ problem }) => problem !== null).length;
        if (wrong > 0) throw new NotAsItShouldBe(`Wrong: ${wrong} of ${found.length}`);
      }),
    );
}
