import type { z } from 'zod';
import { environmentSchema } from '../../src/infrastructure/config/environment-schema.ts';
import { variables } from '../../src/infrastructure/config/values/variable.ts';
import type { GeneratedFile } from './generated-file.ts';

const HEADER = `# Configuration of Régie, made from its schema: change src/infrastructure/config/variables instead.
# Lines start with what a developer's machine uses (REGIE_ENV=dev); with any other REGIE_ENV nothing below is assumed
# but the defaults given in parentheses.

# Where it runs: dev, staging, preprod, prod, feature or demo
REGIE_ENV=dev
`;

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && !(value instanceof RegExp) && Object.keys(value).length === 0);

/** The meaning of a variable without a value, anywhere but in development. */
function fallbackOf(schema: z.ZodType): string {
  const result = schema.safeParse(undefined);
  if (!result.success) return 'required';
  const { fallback, otherwise } = variables.get(schema) ?? {};
  if (!isNothing(result.data)) return `default: ${fallback}`;
  return otherwise === undefined ? 'default: none' : `default: none; ${otherwise}`;
}

/** `.env.example`: every variable, its description, and its value in development. */
export const envExample: GeneratedFile = {
  path: '.env.example',
  make: async () => {
    const lines = Object.entries(environmentSchema.shape).flatMap(([name, schema]) => {
      const meta = variables.get(schema);
      if (!meta) return [];
      const aliases = meta.aliases ? `; also read from ${meta.aliases.join(', ')}` : '';
      const assignment = meta.development === undefined ? `#${name}=` : `${name}=${meta.development}`;
      return ['', `# ${meta.description} (${fallbackOf(schema)}${aliases})`, assignment];
    });
    return `${HEADER}${lines.join('\n')}\n`;
  },
};
