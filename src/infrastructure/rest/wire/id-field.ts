import { z } from 'zod';
import type { FieldIssue } from './char-field.ts';
import { typeName } from './parse-wire.ts';
import { pythonText } from './python-text.ts';
import { parseUuid } from './uuid.ts';

/** The id in a value; a whole number means the UUID of that number (contract/rest-api.md 1.9). */
function readId(value: unknown): string | undefined {
  if (typeof value === 'string') return parseUuid(value);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return undefined;
  return parseUuid(value.toString(16).padStart(32, '0'));
}

/** The issue of a value that is not an id. */
const notAnId = (value: unknown): FieldIssue =>
  typeof value === 'boolean'
    ? { key: 'incorrect_pk_type', values: { type: typeName(value) } }
    : { key: 'invalid_uuid', values: { value: pythonText(value) } };

/** A reference by id; its object must exist. */
export function idField<Id extends string, const Optional extends boolean = false>(
  description: string,
  { optional }: { readonly optional?: Optional } = {},
) {
  const check = (value: unknown): FieldIssue | undefined => {
    if (value === undefined) return optional ? undefined : { key: 'required' };
    if (value === null || value === '') return { key: 'null' };
    return readId(value) === undefined ? notAnId(value) : undefined;
  };
  type Read = Id | (Optional extends true ? undefined : never);
  const schema = z.unknown().transform((value, context): Read => {
    const params = check(value);
    if (!params) return readId(value) as Read;
    context.addIssue({ code: 'custom', params });
    return z.NEVER;
  });
  const documented = (optional ? schema.optional() : schema) as typeof schema;
  return documented.meta({ override: { type: 'string', format: 'uuid', description } });
}

/** An optional reference by id: null and blank mean none, by the rules of contract/rest-api.md 1.10. */
export function optionalForeignKeyField<Id extends string>(description: string) {
  const schema = z.unknown().transform((value, context): Id | null | undefined => {
    if (value === undefined) return undefined;
    if (value === null || value === '') return null;
    const id = readId(value);
    if (id !== undefined) return id as Id;
    context.addIssue({ code: 'custom', params: notAnId(value) });
    return z.NEVER;
  });
  return schema.optional().meta({ override: { type: ['string', 'null'], format: 'uuid', description } });
}

/**
 * A body with the reference `user` and a role, for resources that report a reference that is not a UUID for the body as
 * a whole (contract/rest-api.md 3.10); a missing or null one is reported for the field.
 */
export function userIdBody<Id extends string, Rest>(
  rest: { readonly role: z.ZodType<Rest> },
  description: string,
) {
  const user = z
    .unknown()
    .transform((value, context): unknown => {
      if (value !== undefined && value !== null) return value;
      context.addIssue({ code: 'custom', params: { key: value === null ? 'null' : 'required' } });
      return z.NEVER;
    })
    .meta({ override: { type: 'string', format: 'uuid', description } });
  return z.object({ user, role: rest.role }).transform(({ user: given, role }, context) => {
    const id = readId(given);
    if (id === undefined) context.addIssue({ code: 'custom', params: notAnId(given) });
    return { user: id as Id, role };
  });
}

/** An optional list of at most `max` references; the first invalid one is reported. Repetitions are kept, and count. */
export function optionalIdListField<Id extends string>(description: string, max: number) {
  const check = (value: unknown): FieldIssue | undefined => {
    if (value === null) return { key: 'null' };
    if (!Array.isArray(value)) return { key: 'not_a_list', values: { type: typeName(value) } };
    if (value.length > max) return { key: 'list_full', values: { max } };
    const wrong = value.findIndex((item) => readId(item) === undefined);
    if (wrong < 0) return undefined;
    const item: unknown = value[wrong];
    return item === null || item === ''
      ? { key: 'invalid_pk', values: { value: pythonText(item) } }
      : notAnId(item);
  };
  const schema = z.unknown().transform((value, context): readonly Id[] | undefined => {
    if (value === undefined) return undefined;
    const params = check(value);
    if (!params) return (value as readonly unknown[]).map((item) => readId(item) as Id);
    context.addIssue({ code: 'custom', params });
    return z.NEVER;
  });
  return schema.optional().meta({
    override: {
      type: 'array',
      items: { type: 'string', format: 'uuid' },
      maxItems: max,
      description,
    },
  });
}
