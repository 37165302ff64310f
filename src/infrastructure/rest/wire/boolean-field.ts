import { z } from 'zod';
import type { FieldIssue } from './char-field.ts';

const TRUE: readonly unknown[] = ['true', '1', 't', 'y', 'yes', 'on'];
const FALSE: readonly unknown[] = ['false', '0', 'f', 'n', 'no', 'off'];

/** An optional boolean, in the spellings of contract/rest-api.md 1.10. */
export function optionalBooleanField() {
  const schema = z.unknown().transform((value, context): boolean | undefined => {
    if (value === undefined) return undefined;
    const isScalar = ['string', 'number', 'boolean'].includes(typeof value);
    const word = isScalar ? String(value).toLowerCase() : undefined;
    if (TRUE.includes(word)) return true;
    if (FALSE.includes(word)) return false;
    const params: FieldIssue = { key: value === null ? 'null' : 'not_a_boolean' };
    context.addIssue({ code: 'custom', params });
    return z.NEVER;
  });
  return schema.optional().meta({ override: { type: 'boolean' } });
}
