import { useNavigate } from '@tanstack/react-router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZE, pageOf } from '../../kit/data/list-search.ts';
import { queryClient, regie, trpc } from '../../lib/trpc.ts';
import { useDomain } from '../../lib/use-domain.ts';
import type { AppRouter } from '../../server/client.ts';
import { type AccessPlace, PEOPLE_ORDER } from './place/access-place.ts';

export type DomainRole = inferRouterOutputs<AppRouter>['mailDomainAccesses']['create']['role'];

/** People who are named when one has to ask somebody. */
const MOST_ASKED = 5;

type Listing = inferRouterInputs<AppRouter>['mailDomainAccesses']['list'];

const listed = (input: Listing) => ({
  queryKey: trpc.mailDomainAccesses.list.queryKey(input),
  queryFn: () => regie.mailDomainAccesses.list.query(input),
});

/** The mail domain of the address, as a place that people have access to. */
export function useDomainPlace(): AccessPlace<DomainRole> {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { slug: domainSlug, displayName } = useDomain();
  const wordsOf = (role: DomainRole) => ({
    name: t(`access.domainRoles.${role}.name`),
    plural: t(`access.domainRoles.${role}.plural`),
    does: t(`access.domainRoles.${role}.does`),
  });
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.mailDomainAccesses.pathFilter()),
      queryClient.invalidateQueries(trpc.mailDomainInvitations.pathFilter()),
      // One's own role may have changed.
      queryClient.invalidateQueries(trpc.mailDomains.pathFilter()),
    ]);
  return {
    name: displayName,
    roles: {
      owner: wordsOf('owner'),
      administrator: wordsOf('administrator'),
      viewer: wordsOf('viewer'),
    },
    accesses: (search) =>
      listed({
        domainSlug,
        search: search.q,
        roles: search.role === undefined ? undefined : [search.role],
        page: pageOf(search, PEOPLE_ORDER),
      }),
    peopleWith: (roles) =>
      listed({
        domainSlug,
        roles: [...roles],
        page: { pageSize: MOST_ASKED, orderBy: 'user__name', descending: false },
      }),
    invitations: (page) => {
      const input = { domainSlug, page: { page, pageSize: PAGE_SIZE } };
      return {
        queryKey: trpc.mailDomainInvitations.list.queryKey(input),
        queryFn: () => regie.mailDomainInvitations.list.query(input),
      };
    },
    colleagues: (search, limit) => {
      const input = { domainSlug, search, limit };
      return {
        queryKey: trpc.mailDomainAccesses.availableUsers.queryKey(input),
        queryFn: () => regie.mailDomainAccesses.availableUsers.query(input),
      };
    },
    give: (input) => regie.mailDomainAccesses.create.mutate({ domainSlug, ...input }),
    invite: (input) => regie.mailDomainInvitations.create.mutate({ domainSlug, ...input }),
    setRole: (input) => regie.mailDomainAccesses.setRole.mutate({ domainSlug, ...input }),
    remove: (id) => regie.mailDomainAccesses.delete.mutate({ domainSlug, id }),
    sendAgain: (id) => regie.mailDomainInvitations.refresh.mutate({ domainSlug, id }),
    withdraw: (id) => regie.mailDomainInvitations.delete.mutate({ domainSlug, id }),
    refresh,
    goAway: async () => {
      await navigate({ to: '/domains' });
      queryClient.removeQueries(trpc.mailDomains.get.queryFilter({ slug: domainSlug }));
      await queryClient.invalidateQueries(trpc.mailDomains.list.pathFilter());
    },
  };
}
