import { Command } from 'commander';
import { jsonOption } from '../command-line/output/json-lines.ts';
import { ConfigurationError } from '../config/read-environment.ts';
import type { Settings } from '../config/settings.ts';
import { type Finding, findingsOf, type Verdict } from './finding.ts';

type Options = Readonly<{
  /** Reads the configuration. @throws ConfigurationError */
  settings: () => Settings;
  /** Looks at everything that the settings name. */
  look: (settings: Settings) => Promise<readonly Finding[]>;
  print: (line: string) => void;
}>;

const MARKS: Readonly<Record<Verdict, string>> = { right: 'ok', doubtful: '??', wrong: 'NO', unknown: '--' };

const { wrong } = findingsOf('configuration');

const inColumns = ({ area, verdict, what, todo }: Finding): readonly string[] => [
  `${MARKS[verdict]}  ${area.padEnd(17)}  ${what}`,
  ...(todo === undefined ? [] : [`${' '.repeat(23)}→ ${todo}`]),
];

/** `doctor`: looks at an installation and everything that it needs, and changes nothing. */
export function makeDoctorCommand({ settings: read, look, print }: Options): Command {
  return new Command('doctor')
    .description(
      'look at the installation and everything that it needs, and say what is wrong and what to do',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nEach line: ok, ?? (doubtful), NO (wrong) or -- (could not be looked at).\nThe exit code is 1 when something is wrong.\n\nExamples: after a change of the configuration; for programs\n  regie doctor\n  regie doctor --json',
    )
    .action(async ({ json }: { json?: true }) => {
      const found = await findAll(read, look);
      for (const finding of found) {
        for (const line of json ? [JSON.stringify(finding)] : inColumns(finding)) print(line);
      }
      const faults = found.filter(({ verdict }) => verdict === 'wrong').length;
      if (faults > 0) throw new Error(`Wrong: ${faults} of ${found.length}`);
    });
}

async function findAll(read: Options['settings'], look: Options['look']): Promise<readonly Finding[]> {
  let settings: Settings;
  try {
    settings = read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) =>
      wrong(problem, 'Set it as .env.example says; nothing else can be looked at.'),
    );
  }
  return look(settings);
}
