import { type CustomTypesConfig, types } from 'pg';
import { parseTimestamp } from './precise-times.ts';

/** `uuid[]`, which the driver has no name for. */
const UUID_ARRAY = 2951 as Parameters<typeof types.getTypeParser>[0];
const parseAnyArray = types.getTypeParser(UUID_ARRAY);

/** A `uuid[]` in PostgreSQL's text form. Nothing in an id needs quotes, so there is nothing to look for but commas. */
export function parseUuidArray(text: string): unknown {
  if (text === '{}') return [];
  return text.includes('NULL') || text.includes('{', 1) ? parseAnyArray(text) : text.slice(1, -1).split(',');
}

/** How a pool reads values: times exactly as they are stored, and lists of ids without looking at every letter. */
export const driverTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === types.builtins.TIMESTAMPTZ) return parseTimestamp;
      if (oid === UUID_ARRAY) return parseUuidArray;
    }
    return types.getTypeParser(oid, format as 'text');
  }) as CustomTypesConfig['getTypeParser'],
};
