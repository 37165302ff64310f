import { expiryOfInvitation } from '../../domain/invitation/invitation-lifetime.ts';

/**
 * When an invitation of the reference ends: as long after its last change as people were shown by `is_expired`; stored from
 * now on (deviation D3). Microseconds are kept.
 */
export const expiryOf = ({ updated_at: updatedAt }: { readonly updated_at: string }): string =>
  `${expiryOfInvitation(new Date(updatedAt)).toISOString().slice(0, -1)}${updatedAt.slice(-4)}`;
