/** A transaction that ends at the first failure. */
type Transaction = Readonly<{
  /** @throws Error after a failure */
  ensureUsable: () => void;
  abort: () => void;
}>;

export const abortedTransaction = (): Error => new Error('transaction aborted by an earlier failure');

/**
 * The repository, which refuses calls once one has failed. PostgreSQL aborts only after a failed statement; a refusal
 * that a repository decides from what it read must count as much.
 */
export const abortingOnFailure = <Repository extends object>(
  repository: Repository,
  transaction: Transaction,
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
