import { expiryOfInvitation } from '../../domain/invitation/invitation-lifetime.ts';

/**
 * Expiry of an invitation of the reference: as long after its last change as `is_expired` showed to people; stored from
 * now on (deviation D3). Microseconds are kept.
 */
export const expiryOf = ({ updated_at: updatedAt }: { readonly updated_at: string }): string =>
  `${expiryOfInvitation(new Date(updatedAt)).toISOString().slice(0, -1)}${updatedAt.slice(-4)}`;
