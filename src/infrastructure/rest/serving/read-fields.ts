import type { z } from 'zod';
import { invalidFields, readWire } from '../wire/parse-wire.ts';
import { pythonText } from '../wire/python-text.ts';
import type { RestCall, RestReferences } from './route.ts';

/** The schema of each field. */
type Shape = Readonly<Record<string, z.ZodType>>;

const shapeOf = (schema: z.ZodType): Shape => ('shape' in schema ? (schema.shape as Shape) : {});
const isText = (value: unknown): value is string => typeof value === 'string';
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * Reads the fields of a body that refer to nothing.
 *
 * @throws HttpError 400 naming every invalid field (contract/rest-api.md 1.4, step 10)
 */
export function readOwnFields<T>(schema: z.ZodType<T>, body: unknown): T {
  const reading = readWire(schema, body);
  if ('data' in reading) return reading.data;
  throw invalidFields(reading.wrong);
}

/**
 * Reads the fields of a body, and checks that their references exist.
 *
 * @throws HttpError 400 naming every invalid field (contract/rest-api.md 1.4, step 10)
 */
export async function readFields<T>(
  schema: z.ZodType<T>,
  body: unknown,
  call: RestCall,
  references: RestReferences = {},
): Promise<T> {
  const reading = readWire(schema, body);
  const wrong = 'wrong' in reading ? { ...reading.wrong } : {};
  for (const [field, missing] of Object.entries(references)) {
    const given = (body as Readonly<Record<string, unknown>>)[field];
    const read = shapeOf(schema)[field]?.safeParse(given);
    const ids = listOf(read?.data).filter(isText);
    if (read?.success !== true || ids.length === 0) continue;
    const [absent] = await missing(call, ids);
    if (absent === undefined) continue;
    // The refusal quotes the id as it was sent.
    const written = listOf(given)[ids.indexOf(absent)];
    wrong[field] = [{ key: 'invalid_pk', values: { value: pythonText(written) } }];
  }
  if ('data' in reading && Object.keys(wrong).length === 0) return reading.data;
  throw invalidFields(wrong);
}
