import { z } from 'zod';
import type { FieldIssue } from './char-field.ts';
import { parseUuid } from './uuid.ts';

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The id a value stands for; a whole number stands for the UUID of that number (contract/rest-api.md 1.9). */
function readId(value: unknown): string | undefined {
  if (typeof value === 'string') return parseUuid(value);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return undefined;
  return parseUuid(value.toString(16).padStart(32, '0'));
}

/** An optional reference by id: null and blank mean none, by the rules of contract/rest-api.md 1.10. */
export function optionalForeignKeyField<Id extends string>(description: string) {
  const check = (value: unknown): FieldIssue | { readonly id: Id | null | undefined } => {
    if (value === undefined) return { id: undefined };
    if (value === null || value === '') return { id: null };
    const id = readId(value);
    return id === undefined ? { key: 'invalid_uuid', values: { value: shown(value) } } : { id: id as Id };
  };
  const schema = z.unknown().transform((value, context): Id | null | undefined => {
    const result = check(value);
    if ('id' in result) return result.id;
    context.addIssue({ code: 'custom', params: result });
    return z.NEVER;
  });
  return schema.optional().meta({ override: { type: ['string', 'null'], format: 'uuid', description } });
}
