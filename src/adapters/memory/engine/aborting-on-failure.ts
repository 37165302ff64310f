import type { MemoryTransaction } from './memory-transaction.ts';

/** The repository, refusing calls once one has failed; the first failure aborts the transaction for good. */
export const abortingOnFailure = <Repository extends object>(
  repository: Repository,
  transaction: MemoryTransaction,
): Repository =>
  new Proxy(repository, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      return async (...values: unknown[]): Promise<unknown> => {
        transaction.ensureUsable();
        try {
          return await Reflect.apply(member, target, values);
        } catch (error) {
          transaction.abort();
          throw error;
        }
      };
    },
  });
