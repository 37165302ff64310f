import type { UserPreferences, UserRepository } from '../../../application/people/user-repository.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { User } from '../../../domain/people/user.ts';
import { isSameEmail } from '../../../domain/shared/email-address.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { administers } from './administers.ts';

function isKnownBy(user: User, email: string): boolean {
  const own = verifiedEmail(user);
  return own !== null && isSameEmail(own, email);
}

export class MemoryUserRepository implements UserRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: UserId): Promise<User | undefined> {
    return this.tables.users.find(id);
  }

  async lock(id: UserId): Promise<User | undefined> {
    return this.find(id);
  }

  async findBySub(sub: string): Promise<User | undefined> {
    return this.tables.users.first((user) => user.sub === sub);
  }

  async findActiveByEmail(email: string): Promise<readonly User[]> {
    return this.tables.users.all((user) => user.isActive && isKnownBy(user, email)).slice(0, 2);
  }

  async listByEmail(email: string): Promise<readonly User[]> {
    return this.tables.users.all((user) => isKnownBy(user, email));
  }

  async insertOrFind(user: User): Promise<User> {
    const owner = await this.findBySub(user.sub);
    if (!owner) this.tables.users.insert(user);
    return owner ?? user;
  }

  async update(user: User): Promise<void> {
    this.tables.users.update(user.id, () => user);
  }

  async administers(id: UserId): Promise<boolean> {
    return administers(this.tables, id);
  }

  async updatePreferences(id: UserId, { language, timezone }: UserPreferences, at: Date): Promise<void> {
    this.tables.users.update(id, (user) => ({
      ...user,
      language: language ?? user.language,
      timezone: timezone ?? user.timezone,
      updatedAt: at,
    }));
  }
}
