import { Link } from '@tanstack/react-router';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../kit/data/data-table.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import type { AppRouter } from '../../server/client.ts';

type HeldRole = inferRouterOutputs<AppRouter>['users']['roles']['items'][number];

/** Abilities that there are words for, in the order in which they are told. */
const TOLD = ['post', 'patch', 'manageAccesses', 'manageSecondFactors', 'delete'] as const;

/** What is told of the abilities of each kind of place: of some nothing is offered yet. */
const OF_KIND = {
  mail_domain: ['post', 'manageAccesses', 'manageSecondFactors'],
  team: ['patch', 'manageAccesses', 'delete'],
  organization: ['patch'],
} as const satisfies Record<HeldRole['kind'], readonly (typeof TOLD)[number][]>;

/** The abilities that the server gives, as far as there are words for them. */
function toldAbilities({ kind, abilities }: HeldRole): readonly (typeof TOLD)[number][] {
  const given: Readonly<Record<string, boolean>> = abilities;
  return OF_KIND[kind].filter((ability) => given[ability] === true);
}

export function useRoleColumns(): readonly Column<HeldRole, 'name' | 'since'>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('account.access.columns.name'),
      sort: 'name',
      isName: true,
      cell: ({ kind, slug, displayName }) => (
        <>
          {slug === null ? (
            displayName
          ) : (
            <Link to="/domains/$slug" params={{ slug }}>
              {displayName}
            </Link>
          )}
          <span className="account__kind">{t(`account.access.kindOne.${kind}`)}</span>
        </>
      ),
    },
    {
      key: 'role',
      title: t('account.access.columns.role'),
      cell: ({ role }) => <span className="account__role">{t(`account.access.roles.${role}`)}</span>,
    },
    {
      key: 'may',
      title: t('account.access.columns.may'),
      isExtra: true,
      cell: (held) => {
        const told = toldAbilities(held);
        return told.length === 0
          ? t('account.access.may.see')
          : told.map((ability) => t(`account.access.may.${ability}`)).join(', ');
      },
    },
    {
      key: 'since',
      title: t('account.access.columns.since'),
      sort: 'since',
      isExtra: true,
      cell: ({ since }) => <Moment at={since} form="relative" />,
    },
  ];
}
