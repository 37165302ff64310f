import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Unanswered } from '../../kit/page/unanswered.tsx';
import { DeedDialog } from './dialogs/deed-dialog.tsx';
import { GiveButton } from './list/give-button.tsx';
import { InvitationsTable } from './list/invitations-table.tsx';
import { PeopleTable } from './list/people-table.tsx';
import type { AccessPlace, AccessSearch } from './place/access-place.ts';
import type { Deed } from './place/deed.ts';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly search: AccessSearch<Role>;
  readonly onSearch: (change: AccessSearch<Role>) => void;
};

/** Who may do what in a place: its people with their roles, and those who are invited. */
export function Accesses<Role extends string>({ place, search, onSearch }: Props<Role>) {
  const { t } = useTranslation();
  const accesses = useQuery({
    ...place.accesses(search),
    placeholderData: keepPreviousData,
  });
  const [deed, setDeed] = useState<Deed<Role>>();
  const refusalId = useId();

  if (accesses.data === undefined) return <Unanswered query={accesses} />;
  const { management } = accesses.data;
  const table = { place, management, refusalId, onDeed: setDeed };
  return (
    <section className="stack access">
      <h2>{t('access.title')}</h2>
      <p>{t('access.intro', { name: place.name })}</p>
      <GiveButton
        place={place}
        grant={management.grant}
        refusalId={refusalId}
        onPress={() => setDeed({ kind: 'give' })}
      />
      <PeopleTable
        {...table}
        total={accesses.data.total}
        items={accesses.data.items}
        isBusy={accesses.isPlaceholderData}
        search={search}
        onSearch={onSearch}
      />
      <InvitationsTable {...table} page={search.invited} onPage={(invited) => onSearch({ invited })} />
      <DeedDialog place={place} management={management} deed={deed} onClose={() => setDeed(undefined)} />
    </section>
  );
}
