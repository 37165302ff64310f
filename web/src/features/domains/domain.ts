import type { Tone } from '../../kit/data/status-tag.tsx';
import type { Domain } from '../../lib/use-domain.ts';

export type DomainStatus = Domain['status'];

/** How each status is to be felt, in the order in which people filter by them. */
export const STATUS_TONES = {
  action_required: 'warning',
  pending: 'info',
  enabled: 'success',
  failed: 'error',
  disabled: 'neutral',
} as const satisfies Record<DomainStatus, Tone>;

export const STATUSES = [
  'action_required',
  'pending',
  'enabled',
  'failed',
  'disabled',
] as const satisfies readonly DomainStatus[];
