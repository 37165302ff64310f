import { type CustomTypesConfig, types } from 'pg';
import { parseTimestamp } from './precise-times.ts';

/** The type id of `uuid[]`, which the driver does not name. */
const UUID_ARRAY = 2951 as Parameters<typeof types.getTypeParser>[0];
const parseAnyArray = types.getTypeParser(UUID_ARRAY);

/** A `uuid[]` from PostgreSQL's text form. Ids need no quotes, so splitting at commas suffices. */
export function parseUuidArray(text: string): unknown {
  if (text === '{}') return [];
  return text.includes('NULL') || text.includes('{', 1) ? parseAnyArray(text) : text.slice(1, -1).split(',');
}

/** How a pool parses values: times with microseconds, and lists of ids without scanning each character. */
export const driverTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === types.builtins.TIMESTAMPTZ) return parseTimestamp;
      if (oid === UUID_ARRAY) return parseUuidArray;
    }
    return types.getTypeParser(oid, format as 'text');
  }) as CustomTypesConfig['getTypeParser'],
};
