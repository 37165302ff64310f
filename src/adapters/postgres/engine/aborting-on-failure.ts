/** Of one transaction: whether a repository call has failed in it. */
export type TransactionState = { failed: boolean };

export const abortedTransaction = (): Error => new Error('transaction aborted by an earlier failure');

/**
 * The repository, refusing calls once one has failed. PostgreSQL aborts by itself only after a failed statement; a
 * refusal that a repository decides from what it read must count as much.
 */
export const abortingOnFailure = <Repository extends object>(
  repository: Repository,
  state: TransactionState,
): Repository =>
  new Proxy(repository, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      return async (...values: unknown[]): Promise<unknown> => {
        if (state.failed) throw abortedTransaction();
        try {
          return await Reflect.apply(member, target, values);
        } catch (error) {
          state.failed = true;
          throw error;
        }
      };
    },
  });
