/** Runs the dependency rules and refuses a run that could not read the code. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const configuration = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const roots = ['src', 'dev', 'bench', 'tests'];
const isModule = (name) => name.endsWith('.ts') && !name.endsWith('.test.ts');
const expected = roots.flatMap((root) =>
  readdirSync(root, { recursive: true }).filter((name) => isModule(String(name))),
).length;

const { output } = await cruise(
  roots,
  { ...configuration.options, ruleSet: { forbidden: configuration.forbidden }, validate: true },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);

const cruised = output.modules.filter(
  ({ source }) => roots.some((root) => source.startsWith(`${root}/`)) && isModule(source),
).length;
for (const { rule, from, to } of output.summary.violations) {
  process.stderr.write(`${rule.severity} ${rule.name}: ${from} -> ${to}\n`);
}
if (cruised < expected) {
  process.stderr.write(`boundaries: only ${cruised} of ${expected} modules were read\n`);
  process.exit(1);
}
process.stdout.write(
  `boundaries: ${cruised} modules, ${output.summary.totalDependenciesCruised} dependencies, ${output.summary.error} errors\n`,
);
process.exit(output.summary.error > 0 ? 1 : 0);
