import { Command } from 'commander';
import { cutText, isLongerThan } from '../../../domain/shared/text-length.ts';
import { type EffectiveVariable, effectiveVariables } from '../../config/effective-variables.ts';
import { quotedVariables } from '../../config/quoted-variables.ts';
import { ConfigurationError, KNOWN_VARIABLES } from '../../config/read-environment.ts';
import { riskySettings } from '../../config/risky-settings.ts';
import { loadSettings } from '../../config/settings.ts';
import { unusedVariables } from '../../config/unused-variables.ts';
import { scrubText } from '../../observability/scrub-text.ts';
import { type JsonRow, jsonOption } from '../output/json-lines.ts';

type Options = Readonly<{
  variables: Readonly<Record<string, string | undefined>>;
  print: (line: string) => void;
}>;

/** A setting, and what is wrong with it. */
type Row = EffectiveVariable & Readonly<{ problems: readonly string[] }>;

/** Long texts, such as certificates, are cut in columns. */
const LONGEST_VALUE = 120;

function shownValue({ value, isSecret, source }: Row): string {
  if (isSecret) return source === 'unset' ? '-' : '(hidden)';
  if (value === undefined) return '-';
  const [line = '', ...others] = value.split('\n');
  const isCut = others.length > 0 || isLongerThan(line, LONGEST_VALUE);
  return isCut ? `${cutText(line, LONGEST_VALUE)}…` : line;
}

function shownSource({ name, source, readFrom, isIdle }: Row): string {
  const where = readFrom !== undefined && readFrom !== name ? `${source} (${readFrom})` : source;
  return isIdle ? `${where}, not used` : where;
}

const columns = (row: Row): string => [row.name, scrubText(shownValue(row)), shownSource(row)].join('\t');

const toJson = ({ name, value, isSecret, source, readFrom, isIdle, problems }: Row): JsonRow => ({
  name,
  value: value === undefined ? null : scrubText(value),
  is_secret: isSecret,
  source,
  read_from: readFrom ?? null,
  is_used: !isIdle,
  problems,
});

/** What a start would say: why it is refused, or what it warns of. */
function judge(variables: Options['variables']) {
  const spelling = [
    ...unusedVariables(variables, KNOWN_VARIABLES),
    ...quotedVariables(variables, KNOWN_VARIABLES),
  ];
  try {
    return { problems: [], warnings: [...riskySettings(loadSettings(variables)), ...spelling] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { problems: error.problems, warnings: spelling };
  }
}

/** `config`: the settings as they count, whether or not they are right; no other system is called. */
export function makeConfigCommand({ variables, print }: Options): Command {
  return new Command('config')
    .description('one line for each setting: name, value, where it comes from; then what is wrong with them')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nSecrets are hidden. The exit code is 1 when a start would be refused.\n\nExamples: what is set here; what a start would say\n  regie config\n  regie config --json',
    )
    .action(({ json }: { json?: true }) => {
      const { problems, warnings } = judge(variables);
      const rows = effectiveVariables(variables).map((variable) => ({
        ...variable,
        problems: problems
          .filter((problem) => problem.startsWith(`${variable.name}: `))
          .map((problem) => problem.slice(variable.name.length + 2)),
      }));
      for (const row of rows) print(json ? JSON.stringify(toJson(row)) : columns(row));
      for (const warning of warnings) print(json ? JSON.stringify({ warning }) : `warning\t${warning}`);
      if (problems.length > 0) throw new ConfigurationError(problems);
    });
}
