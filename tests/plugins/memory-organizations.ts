import { MemoryStore } from '../../src/adapters/memory/engine/memory-store.ts';
import { MemoryUnitOfWork } from '../../src/adapters/memory/memory-unit-of-work.ts';
import type { Repositories, UnitOfWork } from '../../src/application/unit-of-work.ts';
import type { AuditEntry } from '../../src/domain/audit/audit-entry.ts';

type PluginRepositories = Pick<Repositories, 'organizations' | 'audit'>;

/** What plugins may write, in memory. Knows whether a transaction is open. */
export class MemoryOrganizations implements UnitOfWork<PluginRepositories> {
  readonly #store = new MemoryStore();
  readonly #unitOfWork = new MemoryUnitOfWork(this.#store);
  isOpen = false;

  get audited(): readonly AuditEntry[] {
    return this.#store.tables.auditEntries.all(() => true);
  }

  run<T>(work: (repositories: PluginRepositories) => Promise<T>): Promise<T> {
    return this.#unitOfWork.run(async (repositories) => {
      this.isOpen = true;
      try {
        return await work(repositories);
      } finally {
        this.isOpen = false;
      }
    });
  }
}
