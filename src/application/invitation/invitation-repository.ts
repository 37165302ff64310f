import type { InvitationGrant } from '../../domain/invitation/invitation.ts';

export interface InvitationRepository {
  /**
   * Removes the invitations sent to `email` (ignoring letter case) that have not expired at `at`, and returns what
   * they grant. Expired ones stay.
   */
  takeValid(email: string, at: Date): Promise<readonly InvitationGrant[]>;
}
