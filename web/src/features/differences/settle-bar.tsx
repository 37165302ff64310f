import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../kit/action/ability-button.tsx';
import { Button } from '../../kit/action/button.tsx';
import { CheckField } from '../../kit/data/check-field.tsx';
import { SelectionBar } from '../../kit/list/selection-bar.tsx';
import type { Selection } from '../../kit/list/use-selection.ts';
import { showFailure } from '../../kit/overlay/show-failure.ts';
import { type Asked, type Difference, MOST_SETTLED, RESOLUTIONS } from './difference.ts';
import { choiceOf } from './effects-text.ts';
import { loadAll, type Wanted } from './load-all.ts';

type Props = {
  /** What the list shows all pages of. */
  readonly wanted: Wanted;
  readonly shown: readonly Difference[];
  readonly total: number;
  readonly selection: Selection<Difference>;
  readonly onAsk: (asked: Asked) => void;
};

/** How many differences are ticked, and what can be done with all of them. */
export function SettleBar({ wanted, shown, total, selection, onAsk }: Props) {
  const { t } = useTranslation();
  const all = useMutation({
    mutationFn: () => loadAll(wanted, Math.min(total, MOST_SETTLED)),
    onSuccess: (found) => selection.choose(found.filter(isToSettle), true),
    onError: showFailure,
  });
  const toSettle = shown.filter(isToSettle);
  if (toSettle.length === 0) return null;
  const chosen = [...selection.chosen.values()];
  const isPageChosen = toSettle.every(({ id }) => selection.chosen.has(id));
  return (
    <SelectionBar
      label={t('differences.selection')}
      count={t('differences.selected', { count: chosen.length })}
      tools={
        <>
          <CheckField
            label={t('differences.selectPage')}
            isChecked={isPageChosen}
            onChange={(isChosen) => selection.choose(toSettle, isChosen)}
          />
          {isPageChosen && total > shown.length ? (
            <Button size="small" variant="tertiary" isBusy={all.isPending} onClick={() => all.mutate()}>
              {t('differences.selectAll', { count: Math.min(total, MOST_SETTLED) })}
            </Button>
          ) : null}
        </>
      }
      clear={t('differences.clear')}
      onClear={chosen.length === 0 ? undefined : selection.clear}
    >
      {chosen.length === 0 ? null : (
        <div className="actions">
          {RESOLUTIONS.map((resolution) => {
            const count = chosen.filter((one) => choiceOf(one, resolution) !== undefined).length;
            return (
              <AbilityButton
                key={resolution}
                size="small"
                variant="secondary"
                color={resolution === 'ignore' ? 'neutral' : 'brand'}
                isAllowed={count > 0}
                reason={t('differences.notForThese')}
                onClick={() => onAsk({ differences: chosen, resolution })}
              >
                {t('differences.resolveMany', { what: t(`differences.resolutions.${resolution}`), count })}
              </AbilityButton>
            );
          })}
        </div>
      )}
    </SelectionBar>
  );
}

const isToSettle = ({ choices }: Difference): boolean => choices.length > 0;
