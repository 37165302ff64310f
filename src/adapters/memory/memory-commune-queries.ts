import type { CommuneQueries } from '../../application/ports/commune-queries.ts';
import { compareKeys } from './ascending.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryCommuneQueries implements CommuneQueries {
  constructor(private readonly store: MemoryStore) {}

  async registrationIds(): Promise<readonly string[]> {
    return this.store.tables.organizations
      .all(({ isActive, metadata }) => isActive && metadata['is_commune'] === true)
      .sort((a, b) => compareKeys(b.createdAt, a.createdAt) || compareKeys(a.id, b.id))
      .flatMap(({ registrationIds }) => registrationIds);
  }
}
