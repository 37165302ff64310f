import { types } from 'pg';
import { PreciseDate } from '../../../domain/shared/precise-date.ts';

const { TIMESTAMPTZ } = types.builtins;
const FRACTION = /\.(\d{1,6})/;

const parseDefault = types.getTypeParser(TIMESTAMPTZ);

/** `2026-11-23 16:12:39.760215+00`, the form on connections whose time zone is UTC. */
const UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/;

/** A `timestamptz` from PostgreSQL's text form, microseconds included; `infinity` as the driver reads it. */
export function parseTimestamp(text: string): unknown {
  if (UTC.test(text)) return parseUtc(text);
  const seconds: unknown = parseDefault(text.replace(FRACTION, ''));
  if (!(seconds instanceof Date)) return seconds;
  const fraction = (FRACTION.exec(text)?.[1] ?? '').padEnd(6, '0');
  return new PreciseDate(seconds.getTime() + Number(fraction.slice(0, 3)), Number(fraction.slice(3)));
}

/** As `parseTimestamp`, for the usual form, in a fraction of the time. */
function parseUtc(text: string): PreciseDate {
  const microseconds = Number(text.slice(20, -3).padEnd(6, '0'));
  const thousandth = Math.floor(microseconds / 1000);
  return new PreciseDate(
    Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`) + thousandth,
    microseconds - thousandth * 1000,
  );
}
