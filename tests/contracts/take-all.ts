import type { InvitationRepository } from '../../src/application/invitation/invitation-repository.ts';
import type { InvitationGrant } from '../../src/domain/invitation/invitation.ts';

/** Takes every invitation to an address that has not expired, in the caller's transaction. */
export async function takeAll(
  invitations: InvitationRepository,
  email: string,
  at: Date,
): Promise<readonly InvitationGrant[]> {
  const grants: InvitationGrant[] = [];
  for (const { id } of await invitations.listValid(email, at)) {
    const grant = await invitations.takeValid(id, email, at);
    if (grant) grants.push(grant);
  }
  return grants;
}
