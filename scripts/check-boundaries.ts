/** Runs the dependency rules and refuses a run that could not read the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { type Edge, folderProblems } from './boundaries/folder-problems.ts';
import { portProblems } from './boundaries/port-problems.ts';
import { ROOMS } from './boundaries/rooms.ts';

const configuration = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const roots = ['src', 'dev', 'bench', 'tests', 'web/src', 'web/build'];
const isModule = (name: string) => /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name);
const expected = roots.flatMap((root) =>
  readdirSync(root, { recursive: true }).filter((name) => isModule(String(name))),
).length;

const { output } = await cruise(
  roots,
  { ...configuration.options, ruleSet: { forbidden: configuration.forbidden }, validate: true },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);

if (typeof output === 'string') throw new Error('the reader of imports answered with text');

const modules = output.modules.filter(
  ({ source }) => roots.some((root) => source.startsWith(`${root}/`)) && isModule(source),
);
const files = modules.map(({ source }) => source);
const edges = modules.flatMap(({ source, dependencies }) =>
  dependencies.map(({ resolved }): Edge => [source, resolved]),
);

const problems = [
  ...output.summary.violations.map(({ rule, from, to }) => `${rule.severity} ${rule.name}: ${from} -> ${to}`),
  ...folderProblems(ROOMS, files, edges),
  ...portProblems(edges, (file) => readFileSync(file, 'utf8')),
  ...(files.length < expected ? [`only ${files.length} of ${expected} modules were read`] : []),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(
  `boundaries: ${files.length} modules, ${output.summary.totalDependenciesCruised} dependencies, ${problems.length} problems\n`,
);
process.exit(problems.length > 0 ? 1 : 0);
