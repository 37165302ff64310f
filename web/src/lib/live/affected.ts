import type { Query } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/client.ts';

type Router = keyof inferRouterOutputs<AppRouter>;
type Messages = inferRouterOutputs<AppRouter>['live']['mailDomain'];
export type LiveMessage = Messages extends AsyncIterable<infer Message> ? Message : never;
export type Change = NonNullable<Extract<LiveMessage, { type: 'changed' }>['changes']>[number];

/** Whose answers are others when something of a kind has changed. */
const ROUTERS: Readonly<Record<Change['kind'], readonly Router[]>> = {
  mail_domain: ['mailDomains', 'overview'],
  mailbox: ['mailboxes', 'mailChanges', 'mailDomains'],
  alias: ['aliases', 'mailChanges'],
  waiting: ['aliases', 'mailChanges'],
  access: ['mailDomainAccesses', 'mailDomains', 'overview'],
  invitation: ['mailDomainInvitations', 'overview'],
  drift: ['mailDrift', 'overview'],
};

/** All of them: those of what is not about mail domains stay. */
const ALL: readonly string[] = [...new Set(Object.values(ROUTERS).flat()), 'invitations'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The members of a question that say what it is about. */
function subjectOf({ queryKey }: Pick<Query, 'queryKey'>) {
  const [path, question] = queryKey;
  const input = isObject(question) && isObject(question['input']) ? question['input'] : {};
  return {
    router: Array.isArray(path) ? String(path[0]) : '',
    slug: input['domainSlug'] ?? input['slug'],
    id: input['id'],
  };
}

/**
 * Whether the answer of a query may be another one after these changes (null: any may have been made).
 *
 * @param slug of the only domain that they are about, if there is one
 */
export function isAffected(
  query: Pick<Query, 'queryKey'>,
  changes: readonly Change[] | null,
  slug: string | undefined,
): boolean {
  const subject = subjectOf(query);
  if (slug !== undefined && subject.slug !== undefined && subject.slug !== slug) return false;
  if (changes === null) return ALL.includes(subject.router);
  return changes.some(
    ({ kind, ids }) =>
      ROUTERS[kind].some((router) => router === subject.router) &&
      !(kind === 'mailbox' && subject.router === 'mailboxes' && isOther(subject.id, ids)),
  );
}

const isOther = (id: unknown, ids: Change['ids']): boolean =>
  typeof id === 'string' && ids !== null && !ids.includes(id);
