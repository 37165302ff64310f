import { z } from 'zod';
import { pythonPattern } from './python-pattern.ts';
import { custom, type VariableMeta } from './variable.ts';

/** `inverse_match` and `flags` would change what the expression means: they are not understood, nor passed over. */
const validatorsSchema = z
  .array(
    z.object({
      NAME: z.string().endsWith('RegexValidator', 'only RegexValidator is understood'),
      OPTIONS: z.strictObject({
        regex: z.string(),
        message: z.unknown().optional(),
        code: z.unknown().optional(),
      }),
    }),
  )
  .max(1, 'only one validator is understood');

/** The pattern of registration ids, from the reference's list of validators; null when there is none. */
export const registrationIdPattern = (meta: VariableMeta) =>
  custom('[]', meta, (written): RegExp | null => {
    const [validator] = validatorsSchema.parse(JSON.parse(written));
    return validator ? pythonPattern(validator.OPTIONS.regex) : null;
  });
