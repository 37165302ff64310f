import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import { EmptyState } from '../../../kit/page/empty-state.tsx';
import type { Alias, WhyNoNew } from '../alias.ts';
import { AddDestinationsDialog, NewAliasDialog } from '../create/alias-dialog.tsx';
import { AliasActions } from '../list/alias-actions.tsx';
import { AliasDestinations } from '../list/alias-destinations.tsx';
import { useWhyNoNew } from '../list/why-no-new.ts';

const route = getRouteApi('/people/domains/$slug/aliases/$localPart');

type Props = {
  readonly localPart: string;
  /** Undefined where there is none of that name. */
  readonly alias: Alias | undefined;
  readonly whyNoNew: WhyNoNew;
};

/** Where the mail of an alias goes, and what can be done with it; or that there is none, and the way to make it. */
export function AliasCard({ localPart, alias, whyNoNew }: Props) {
  const { t } = useTranslation();
  const { add } = route.useSearch();
  const navigate = route.useNavigate();
  const reason = useWhyNoNew(whyNoNew);
  const open = (wanted: 'more' | undefined) =>
    void navigate({ search: { add: wanted }, replace: true, resetScroll: false });
  const dialog = { localPart, onClose: () => open(undefined) };
  if (alias === undefined) {
    return (
      <div>
        <EmptyState icon="mail" title={t('aliases.gone.title')} text={t('aliases.gone.text')}>
          <AbilityButton icon="add" isAllowed={reason === ''} reason={reason} onClick={() => open('more')}>
            {t('aliases.add')}
          </AbilityButton>
        </EmptyState>
        {add === undefined ? null : <NewAliasDialog {...dialog} />}
      </div>
    );
  }
  return (
    <section className="card stack alias-card">
      <h2>{t('aliases.columns.destinations')}</h2>
      <AliasDestinations alias={alias} reason={reason} />
      <AliasActions alias={alias} reason={reason} onAdd={() => open('more')} />
      {reason === '' ? null : <p className="ability__reason">{reason}</p>}
      {add === undefined ? null : <AddDestinationsDialog {...dialog} />}
    </section>
  );
}
