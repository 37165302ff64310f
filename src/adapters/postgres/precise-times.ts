import { type CustomTypesConfig, types } from 'pg';
import { PreciseDate } from '../../domain/shared/precise-date.ts';

const { TIMESTAMPTZ } = types.builtins;
const FRACTION = /\.(\d{1,6})/;

const parseDefault = types.getTypeParser(TIMESTAMPTZ);

/** A `timestamptz` in PostgreSQL's text form, microseconds included; `infinity` as the driver reads it. */
export function parseTimestamp(text: string): unknown {
  const seconds: unknown = parseDefault(text.replace(FRACTION, ''));
  if (!(seconds instanceof Date)) return seconds;
  const fraction = (FRACTION.exec(text)?.[1] ?? '').padEnd(6, '0');
  return new PreciseDate(seconds.getTime() + Number(fraction.slice(0, 3)), Number(fraction.slice(3)));
}

/** For a pool whose times must come back exactly as they are stored. */
export const preciseTimes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === TIMESTAMPTZ && format !== 'binary'
      ? parseTimestamp
      : types.getTypeParser(oid, format as 'text')) as CustomTypesConfig['getTypeParser'],
};
