import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { trpc } from '../../../lib/trpc.ts';
import type { AppRouter } from '../../../server/client.ts';
import { functionalMailboxCreation, mailboxCreation } from '../../../server/schemas.ts';

export type MailboxKind = 'personal' | 'functional';

/** What is filled in; names of a functional mailbox may be absent. */
export type Creation = inferRouterInputs<AppRouter>['mailboxes']['createFunctional'];
/** A mailbox that was made, and what may not be expected of it. */
export type Made = inferRouterOutputs<AppRouter>['mailboxes']['create'];

export const SCHEMAS = { personal: mailboxCreation, functional: functionalMailboxCreation } as const;

/** The procedures by kind, each as options of a mutation that takes the same form. */
export const mutationOf = (kind: MailboxKind) => {
  const functional = trpc.mailboxes.createFunctional.mutationOptions<unknown>();
  if (kind === 'functional') return functional;
  return trpc.mailboxes.create.mutationOptions<unknown>();
};
