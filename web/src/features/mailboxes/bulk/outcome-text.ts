import type { TFunction } from 'i18next';
import { failureText } from '../../../i18n/failure-text.ts';
import { troubleText } from '../waiting-text.ts';
import type { BulkChange, Outcome } from './bulk.ts';

export const countOf = ({ rows }: BulkChange, state: Outcome['state']): number =>
  rows.filter((row) => row.state === state).length;

/** What is to be said of a row besides its state: why it was refused, or why it takes long. Empty when nothing is. */
export function outcomeText(t: TFunction, { refusal, trouble }: Outcome): string {
  if (refusal !== null) return failureText(refusal);
  return troubleText(t, { trouble });
}
