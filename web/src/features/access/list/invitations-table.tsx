import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../kit/data/data-table.tsx';
import { Unanswered } from '../../../kit/page/unanswered.tsx';
import type { AccessPlace, Invitation, Management } from '../place/access-place.ts';
import type { Deed } from '../place/deed.ts';
import { useReasons } from '../place/use-reasons.ts';
import { InvitationActions } from './invitation-actions.tsx';
import { InvitationState } from './invitation-state.tsx';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly management: Management<Role>;
  readonly refusalId: string;
  readonly page: number | undefined;
  readonly onPage: (page: number | undefined) => void;
  readonly onDeed: (deed: Deed<Role>) => void;
};

/** The newest first, in which order the server gives them. */
const USUAL = { sort: 'created_at', order: 'desc' } as const;

/** Who is invited, and how each invitation fares. */
export function InvitationsTable<Role extends string>(props: Props<Role>) {
  const { place, page, onPage } = props;
  const { t } = useTranslation();
  const invitations = useQuery({
    ...place.invitations(page ?? 1),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns(props, invitations.data?.items ?? []);
  return (
    <>
      <h3>{t('access.invitations.title')}</h3>
      {invitations.data === undefined ? (
        <Unanswered query={invitations} />
      ) : invitations.data.total === 0 ? (
        <p>{t('access.invitations.none')}</p>
      ) : (
        <DataTable
          caption={t('access.invitations.title')}
          columns={columns}
          rows={invitations.data.items}
          keyOf={({ id }) => id}
          total={invitations.data.total}
          search={{ page }}
          usual={USUAL}
          onChange={(change) => onPage(change.page)}
          isBusy={invitations.isPlaceholderData}
        />
      )}
    </>
  );
}

function useColumns<Role extends string>(
  { place, management, refusalId, onDeed }: Props<Role>,
  items: readonly Invitation<Role>[],
): readonly Column<Invitation<Role>, 'created_at'>[] {
  const { t } = useTranslation();
  const refused = items.find(({ abilities }) => !abilities.refresh)?.abilities.allowedFor.refresh;
  const { onlyAndWho } = useReasons(place, management.grant.isAllowed ? (refused ?? []) : []);
  return [
    {
      key: 'email',
      title: t('access.columns.email'),
      isName: true,
      cell: (invitation) => (
        <>
          {invitation.email}
          <p className="quiet">{place.roles[invitation.role].name}</p>
          <InvitationState invitation={invitation} />
        </>
      ),
    },
    {
      key: 'actions',
      title: t('access.columns.actions'),
      cell: (invitation) => (
        <InvitationActions
          place={place}
          invitation={invitation}
          refusalId={management.grant.isAllowed ? undefined : refusalId}
          reasonOfRole={(roles) => onlyAndWho('access.onlyRolesSendAgain', roles)}
          onDeed={onDeed}
        />
      ),
    },
  ];
}
