import type { OrganizationRepository } from './organization-repository.ts';

export type Repositories = {
  readonly organizations: OrganizationRepository;
};

/**
 * Runs `work` in one transaction: commits if it resolves, rolls back if it rejects. A failed repository
 * call aborts the transaction even if `work` swallows the failure. Do not nest.
 */
export interface UnitOfWork<R extends Partial<Repositories> = Repositories> {
  run<T>(work: (repositories: R) => Promise<T>): Promise<T>;
}
