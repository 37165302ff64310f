import type { CommuneQueries } from '../../../application/organization/commune-queries.ts';
import { compareKeys } from '../engine/ascending.ts';
import type { MemoryStore } from '../engine/memory-store.ts';

export class MemoryCommuneQueries implements CommuneQueries {
  constructor(private readonly store: MemoryStore) {}

  async registrationIds(): Promise<readonly string[]> {
    return this.store.tables.organizations
      .all(({ isActive, metadata }) => isActive && metadata['is_commune'] === true)
      .sort((a, b) => compareKeys(b.createdAt, a.createdAt) || compareKeys(a.id, b.id))
      .flatMap(({ registrationIds }) => registrationIds);
  }
}
