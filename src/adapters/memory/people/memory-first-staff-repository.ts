import {
  type FirstStaffRepository,
  MOST_LISTED_FIRST_STAFF,
} from '../../../application/people/sign-in/first-staff/first-staff-repository.ts';
import type { FirstStaff } from '../../../domain/people/first-staff.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryFirstStaffRepository implements FirstStaffRepository {
  constructor(private readonly tables: MemoryTables) {}

  async put(permission: FirstStaff): Promise<void> {
    const { firstStaff } = this.tables;
    firstStaff.remove(({ id }) => id === permission.email);
    firstStaff.insert({ ...permission, id: permission.email });
  }

  async take(email: string, now: Date): Promise<FirstStaff | undefined> {
    return this.tables.firstStaff
      .remove(({ id, expiresAt }) => id === email && expiresAt > now)
      .map(withoutId)[0];
  }

  async listOpen(now: Date): Promise<readonly FirstStaff[]> {
    return this.tables.firstStaff
      .all(({ expiresAt }) => expiresAt > now)
      .map(withoutId)
      .sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime() || (a.email < b.email ? -1 : 1))
      .slice(0, MOST_LISTED_FIRST_STAFF);
  }

  async takeExpired(now: Date): Promise<readonly FirstStaff[]> {
    return this.tables.firstStaff.remove(({ expiresAt }) => expiresAt <= now).map(withoutId);
  }
}

const withoutId = ({ email, isSuperuser, createdAt, expiresAt }: FirstStaff): FirstStaff => ({
  email,
  isSuperuser,
  createdAt,
  expiresAt,
});
