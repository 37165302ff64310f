import type { inferRouterOutputs } from '@trpc/server';
import type { Tone } from '../../kit/data/status-tag.tsx';
import type { AppRouter } from '../../server/client.ts';

/** A mailbox as the signed-in person sees it, with what they may do with it. */
export type Mailbox = inferRouterOutputs<AppRouter>['mailboxes']['get'];
export type MailboxStatus = Mailbox['status'];
/** What they may do. */
export type MailboxAction = keyof Mailbox['abilities'];

/** How each status is to be felt. */
export const STATUS_TONES = {
  pending: 'info',
  enabled: 'success',
  failed: 'error',
  disabled: 'neutral',
} as const satisfies Record<MailboxStatus, Tone>;

/** In the order in which people filter by them. */
export const STATUSES = [
  'enabled',
  'pending',
  'failed',
  'disabled',
] as const satisfies readonly MailboxStatus[];

/** An address of a domain as people read it. */
export const addressIn = (domain: { readonly displayName: string }, localPart: string): string =>
  `${localPart}@${domain.displayName}`;

/** First and last name; empty for a functional mailbox without names. */
export const nameOf = ({ firstName, lastName }: Pick<Mailbox, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`.trim();
