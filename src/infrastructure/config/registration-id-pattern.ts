import { z } from 'zod';
import { custom, type VariableMeta } from './variable.ts';

const validatorsSchema = z
  .array(
    z.object({
      NAME: z.string().endsWith('RegexValidator', 'only RegexValidator is understood'),
      OPTIONS: z.object({ regex: z.string() }),
    }),
  )
  .max(1, 'only one validator is understood');

/** The pattern registration ids must match, from the reference's list of validators; null when there is none. */
export const registrationIdPattern = (meta: VariableMeta) =>
  custom('[]', meta, (written): RegExp | null => {
    const [validator] = validatorsSchema.parse(JSON.parse(written));
    return validator ? new RegExp(validator.OPTIONS.regex) : null;
  });
