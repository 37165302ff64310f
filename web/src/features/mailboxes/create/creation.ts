import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { regie } from '../../../lib/trpc.ts';
import type { AppRouter } from '../../../server/client.ts';
import { functionalMailboxCreation, mailboxCreation } from '../../../server/schemas.ts';

export type MailboxKind = 'personal' | 'functional';

/** What is filled in; names of a functional mailbox may be absent. */
export type Creation = inferRouterInputs<AppRouter>['mailboxes']['createFunctional'];
/** A mailbox that was made, and what may not be expected of it. */
export type Made = inferRouterOutputs<AppRouter>['mailboxes']['create'];

export const SCHEMAS = { personal: mailboxCreation, functional: functionalMailboxCreation } as const;

/** Sends what was filled in to the procedure of its kind. */
export const mutationOf = (kind: MailboxKind) => ({
  mutationFn: ({ firstName = '', lastName = '', ...creation }: Creation): Promise<Made> => {
    const { create, createFunctional } = regie.mailboxes;
    return (kind === 'functional' ? createFunctional : create).mutate({ firstName, lastName, ...creation });
  },
});
