import { z } from 'zod';
import type { FieldIssue } from './char-field.ts';
import { pythonText } from './python-text.ts';

/** An optional one of `choices`; the refusal quotes any other value (contract/rest-api.md 1.9). */
export function optionalChoiceField<const Choice extends string>(choices: readonly Choice[]) {
  const schema = z.unknown().transform((value, context): Choice | undefined => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined || value === undefined) return choice;
    const params: FieldIssue =
      value === null ? { key: 'null' } : { key: 'invalid_choice', values: { value: pythonText(value) } };
    context.addIssue({ code: 'custom', params });
    return z.NEVER;
  });
  return schema.optional().meta({ override: { type: 'string', enum: [...choices] } }) as unknown as z.ZodType<
    Choice | undefined
  >;
}
