import {
  type FirstStaffRepository,
  MOST_LISTED_FIRST_STAFF,
} from '../../../application/people/sign-in/first-staff/first-staff-repository.ts';
import type { FirstStaff } from '../../../domain/people/first-staff.ts';
import type { Queryable } from '../engine/sql.ts';
import { FIRST_STAFF } from './first-staff-table.ts';

export class PgFirstStaffRepository implements FirstStaffRepository {
  constructor(private readonly db: Queryable) {}

  async put(permission: FirstStaff): Promise<void> {
    await FIRST_STAFF.put(this.db, permission);
  }

  async take(email: string, now: Date): Promise<FirstStaff | undefined> {
    const { rows } = await this.db.query<FirstStaff>(
      `DELETE FROM first_staff f WHERE f.email = $1 AND f.expires_at > $2 RETURNING ${FIRST_STAFF.columns}`,
      [email, now],
    );
    return rows[0];
  }

  listOpen(now: Date): Promise<readonly FirstStaff[]> {
    return FIRST_STAFF.all(this.db, 'WHERE f.expires_at > $1 ORDER BY f.expires_at, f.email LIMIT $2', [
      now,
      MOST_LISTED_FIRST_STAFF,
    ]);
  }

  async takeExpired(now: Date): Promise<readonly FirstStaff[]> {
    const { rows } = await this.db.query<FirstStaff>(
      `DELETE FROM first_staff f WHERE f.expires_at <= $1 RETURNING ${FIRST_STAFF.columns}`,
      [now],
    );
    return rows;
  }
}
