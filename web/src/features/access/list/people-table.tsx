import { useTranslation } from 'react-i18next';
import type { Column } from '../../../kit/data/data-table.tsx';
import { FilterField } from '../../../kit/data/filter-field.tsx';
import { SearchedTable } from '../../../kit/list/searched-table.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import {
  type Access,
  type AccessPlace,
  type AccessSearch,
  type Management,
  PEOPLE_ORDER,
} from '../place/access-place.ts';
import type { Deed } from '../place/deed.ts';
import { useReasons } from '../place/use-reasons.ts';
import { PersonActions } from './person-actions.tsx';
import { PersonCell } from './person-cell.tsx';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly management: Management<Role>;
  readonly refusalId: string;
  readonly total: number;
  readonly items: readonly Access<Role>[];
  readonly isBusy: boolean;
  readonly search: AccessSearch<Role>;
  readonly onSearch: (change: AccessSearch<Role>) => void;
  readonly onDeed: (deed: Deed<Role>) => void;
};

/** The people who have access, with their roles; searched, filtered and ordered by the address. */
export function PeopleTable<Role extends string>(props: Props<Role>) {
  const { place, management, total, items, isBusy, search, onSearch } = props;
  const { t } = useTranslation();
  const columns = useColumns(props);
  return (
    <>
      <h3>{t('access.people')}</h3>
      <SearchedTable
        searchLabel={t('access.search')}
        tools={
          <FilterField
            label={t('access.roleFilter')}
            value={search.role}
            options={management.roles.map(({ role }) => [role, place.roles[role].name] as const)}
            onChange={(role) => onSearch({ role, page: undefined })}
          />
        }
        nothingFound={{
          title: t('access.nobodyFound.title'),
          text: t('access.nobodyFound.text'),
          all: t('access.nobodyFound.all'),
          onAll: () => onSearch({ q: undefined, role: undefined }),
        }}
        caption={t('access.people')}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        total={total}
        search={search}
        usual={PEOPLE_ORDER}
        onChange={onSearch}
        isBusy={isBusy}
      />
    </>
  );
}

function useColumns<Role extends string>({
  place,
  management,
  refusalId,
  items,
  onDeed,
}: Props<Role>): readonly Column<Access<Role>, 'user__name'>[] {
  const { t } = useTranslation();
  const refused = items.find(({ abilities }) => abilities.refusal === 'role')?.abilities.allowedFor;
  // Who may change nothing at all is told so once, above.
  const { onlyAndWho } = useReasons(place, management.grant.isAllowed ? (refused ?? []) : []);
  return [
    {
      key: 'person',
      title: t('access.columns.person'),
      sort: 'user__name',
      isName: true,
      cell: ({ user, role }) => <PersonCell person={user} role={place.roles[role].name} />,
    },
    {
      key: 'role',
      title: t('access.columns.role'),
      isExtra: true,
      cell: ({ role, createdAt }) => (
        <>
          {place.roles[role].name}
          <p className="quiet">
            {t('access.since')} <Moment at={createdAt} form="relative" />
          </p>
        </>
      ),
    },
    {
      key: 'actions',
      title: t('access.columns.actions'),
      cell: (access) => (
        <PersonActions
          access={access}
          onDeed={onDeed}
          refusalId={management.grant.isAllowed ? undefined : refusalId}
          reasonOfRole={(roles) => onlyAndWho('access.onlyRolesOfRow', roles)}
        />
      ),
    },
  ];
}
