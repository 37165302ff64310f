import { startOfDay } from '../../../domain/identity/administration/second-factor-policy.ts';

/** The beginning of a day that is written `YYYY-MM-DD`, UTC. @throws Error */
export function day(written: string): Date {
  const text = written.trim();
  const date = startOfDay(text);
  const isOne = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime());
  if (!isOne || date.toISOString().slice(0, text.length) !== text) {
    throw new Error('must be a day as YYYY-MM-DD, such as 2027-02-28');
  }
  return date;
}
