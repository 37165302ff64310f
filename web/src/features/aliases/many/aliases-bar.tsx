import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import { ChooseAllButton } from '../../../kit/list/choose-all-button.tsx';
import { loadAll } from '../../../kit/list/load-all.ts';
import { SelectionBar } from '../../../kit/list/selection-bar.tsx';
import type { Selection } from '../../../kit/list/use-selection.ts';
import { queryClient, trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../server/schemas.ts';
import { type ChosenAlias, chosenAlias } from './chosen-alias.ts';

type Props = {
  readonly selection: Selection<ChosenAlias>;
  readonly chosen: readonly ChosenAlias[];
  /** The text that is searched, and how many aliases it finds. */
  readonly search: string | undefined;
  readonly total: number;
  /** Why aliases cannot be changed by this person; empty when they can. */
  readonly reason: string;
  readonly onRemove: () => void;
};

/** How many aliases are chosen, and what can be done with all of them. */
export function AliasesBar({ selection, chosen, search, total, reason, onRemove }: Props) {
  const { t } = useTranslation();
  const { slug: domainSlug } = useDomain();
  const most = Math.min(total, MOST_CHANGED_AT_ONCE);
  const count = chosen.filter(({ abilities }) => abilities.delete).length;
  const load = () =>
    loadAll(
      (page) =>
        queryClient.fetchQuery(
          trpc.aliases.byLocalPart.queryOptions({ domainSlug, search, page }, { staleTime: 0 }),
        ),
      most,
    );
  return (
    <SelectionBar
      label={t('aliases.many.bar')}
      count={t('aliases.many.selected', { count: chosen.length })}
      tools={
        chosen.length >= most ? null : (
          <ChooseAllButton load={load} onChoose={(found) => selection.choose(found.map(chosenAlias), true)}>
            {total > most
              ? t('aliases.many.chooseFirst', { count: most, total })
              : t('aliases.many.chooseAll', { count: total })}
          </ChooseAllButton>
        )
      }
      clear={t('aliases.many.clear')}
      onClear={selection.clear}
    >
      <div className="actions">
        <AbilityButton
          size="small"
          variant="secondary"
          color="error"
          isAllowed={count > 0}
          reason={reason === '' ? t('aliases.many.allGoing') : reason}
          onClick={onRemove}
        >
          {t('aliases.many.remove', { count })}
        </AbilityButton>
      </div>
    </SelectionBar>
  );
}
