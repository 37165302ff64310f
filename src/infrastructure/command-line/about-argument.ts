import { DomainError } from '../../domain/shared/errors.ts';

/**
 * Has a failure say which argument it is about, where a command has several.
 *
 * @param argument as the usage writes it, such as `--owner`
 * @throws what `work` throws; a `DomainError` with its code, and the argument in its message
 */
export async function aboutArgument<T>(argument: string, given: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, params, isKept, message } = error;
    throw new DomainError(code, `${argument} ${given}: ${message}`, { params, isKept });
  }
}
