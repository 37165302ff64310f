import { DomainError } from '../../../domain/shared/errors.ts';

/**
 * How a call ended, as a label: the `outcome` of its answer, one of the words of its port, or `ok` where it has none. Nothing
 * else of an answer is a label: reasons are texts of other systems, of which there is no end.
 */
export function outcomeOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return 'ok';
  const { outcome } = answer as { readonly outcome?: unknown };
  return typeof outcome === 'string' && WORD.test(outcome) ? outcome : 'ok';
}

/** How a call failed, as a label: the stable code, or `failed` for what is a bug. */
export const outcomeOfFailure = (error: unknown): string =>
  error instanceof DomainError ? error.code : 'failed';

const WORD = /^[a-z][a-z_.]{0,39}$/;
