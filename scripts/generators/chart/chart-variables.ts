import { stringify } from 'yaml';
import { AUDIT_VARIABLES } from '../../../src/infrastructure/config/command/command-settings.ts';
import { environmentSchema } from '../../../src/infrastructure/config/environment-schema.ts';
import { variables } from '../../../src/infrastructure/config/values/variable.ts';
import type { GeneratedFile } from '../generated-file.ts';

const HEADER = `# What the templates know of each variable, made from the schema of the environment: npm run generate.
`;

const migration: readonly string[] = AUDIT_VARIABLES;

/** What the chart's templates know of each variable: whether it is required, secret, read by `migrate` or `audit maintain`, and whom it calls. */
export const chartVariables: GeneratedFile = {
  path: 'deploy/helm/regie/files/variables.yaml',
  make: async () => {
    const known = Object.entries(environmentSchema.shape).map(([name, schema]) => {
      const meta = variables.get(schema);
      const described = {
        description: meta?.description ?? 'Where it runs',
        ...(schema.safeParse(undefined).success ? {} : { required: true }),
        ...(meta?.secret ? { secret: true } : {}),
        ...(migration.includes(name) ? { migration: true } : {}),
        ...(meta?.calls === undefined ? {} : { calls: meta.calls }),
        ...(meta?.calls !== undefined && meta.fallback ? { usual: meta.fallback } : {}),
      };
      return [name, described];
    });
    return `${HEADER}${stringify(Object.fromEntries(known), { lineWidth: 0 })}`;
  },
};
