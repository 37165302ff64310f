import { DomainError } from '../../../domain/shared/errors.ts';

/**
 * How a call ended, as a label: the `reason` or the `outcome` of its answer where it tells one, otherwise `ok`. Both are one
 * of a few words; anything longer would be somebody's data, and is no label.
 */
export function outcomeOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return 'ok';
  const { reason, outcome } = answer as { readonly reason?: unknown; readonly outcome?: unknown };
  return [reason, outcome].find(isWord) ?? 'ok';
}

/** How a call failed, as a label: the stable code, or `failed` for what is a bug. */
export const outcomeOfFailure = (error: unknown): string =>
  error instanceof DomainError ? error.code : 'failed';

const isWord = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z_.]{0,39}$/.test(value);
