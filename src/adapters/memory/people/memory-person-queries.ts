import type { PersonQueries, PersonView } from '../../../application/people/person-queries.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { listedUserView } from './listed-user.ts';

export class MemoryPersonQueries implements PersonQueries {
  constructor(private readonly store: MemoryStore) {}

  async find(userId: UserId): Promise<PersonView | undefined> {
    const { users, teamAccesses, mailDomainAccesses } = this.store.tables;
    const user = users.find(userId);
    if (!user) return undefined;
    return {
      ...listedUserView(this.store.tables, user),
      managesTeam: teamAccesses.has((access) => access.userId === userId && access.role !== 'member'),
      hasMailDomain: mailDomainAccesses.has((access) => access.userId === userId),
    };
  }
}
