import type { inferRouterInputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../kit/action/ability-button.tsx';
import { CheckField } from '../../kit/data/check-field.tsx';
import { ChooseAllButton } from '../../kit/list/choose-all-button.tsx';
import { loadAll } from '../../kit/list/load-all.ts';
import { SelectionBar } from '../../kit/list/selection-bar.tsx';
import type { Selection } from '../../kit/list/use-selection.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import type { AppRouter } from '../../server/client.ts';
import { MOST_CHANGED_AT_ONCE } from '../../server/schemas.ts';
import { type Asked, colorOf, type Difference, RESOLUTIONS } from './difference.ts';
import { choiceOf } from './effects-text.ts';

type Wanted = Omit<inferRouterInputs<AppRouter>['mailDrift']['list'], 'page'>;

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
  const most = Math.min(total, MOST_CHANGED_AT_ONCE);
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
            <ChooseAllButton
              load={() =>
                loadAll(
                  (page) =>
                    queryClient.fetchQuery(
                      trpc.mailDrift.list.queryOptions({ ...wanted, page }, { staleTime: 0 }),
                    ),
                  most,
                )
              }
              onChoose={(found) => selection.choose(found.filter(isToSettle), true)}
            >
              {t('differences.selectAll', { count: most })}
            </ChooseAllButton>
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
            // Few are ignored, and shown only when somebody asks for them.
            if (resolution === 'reopen' && count === 0) return null;
            return (
              <AbilityButton
                key={resolution}
                size="small"
                variant="secondary"
                color={colorOf(resolution)}
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
