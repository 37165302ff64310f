import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter, ErrorCode } from '../../../server/client.ts';
import type { Mailbox } from '../mailbox.ts';

/** What is done with many mailboxes at once. */
export type BulkAction = inferRouterInputs<AppRouter>['mailboxes']['changeMany']['action'];

/** In the order of their buttons: what cannot be undone comes last. */
export const BULK_ACTIONS = [
  'enable',
  'sendLoginLink',
  'resetPassword',
  'disable',
  'delete',
] as const satisfies readonly BulkAction[];

/** A chosen mailbox, with the server's reasons against what may not be done with it. */
export type Chosen = Pick<Mailbox, 'id' | 'localPart' | 'handedOverInstead'> &
  Readonly<{
    refusals: Readonly<Partial<Record<BulkAction, ErrorCode>>>;
  }>;

/** A change of many, and what has become of each row. */
export type BulkChange = inferRouterOutputs<AppRouter>['mailboxes']['getBulkChange'];
export type Outcome = BulkChange['rows'][number];
export const OUTCOME_STATES = ['refused', 'waiting', 'done'] as const satisfies readonly Outcome['state'][];
