import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { SelectionBar } from '../../../kit/list/selection-bar.tsx';
import type { Selection } from '../../../kit/list/use-selection.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../server/schemas.ts';
import { useReason } from '../use-reason.ts';
import { BULK_ACTIONS, type BulkAction, type Chosen } from './bulk.ts';
import { ChooseAll } from './choose-all.tsx';
import { handedOver, refusedGroups } from './refused-groups.ts';

type Props = {
  readonly domain: Domain;
  readonly chosen: readonly Chosen[];
  readonly selection: Selection<Chosen>;
  /** How many mailboxes the filter of the page finds. */
  readonly total: number;
  readonly onAct: (action: BulkAction) => void;
};

/** What can be done with the chosen mailboxes. What none of them allows is shown with the reason. */
export function BulkBar({ domain, chosen, selection, total, onAct }: Props) {
  const { t } = useTranslation();
  const reasonOf = useReason(domain);
  const id = useId();
  const groups = BULK_ACTIONS.map((action) => {
    const byHand = handedOver(chosen, action);
    const others = chosen.filter((one) => !byHand.includes(one));
    return { action, of: refusedGroups(others, action), byHand: byHand.length };
  });
  const refused = groups.map(({ of }) => of.reduce((sum, [, some]) => sum + some.length, 0));
  const reasons = new Map<string, BulkAction[]>();
  groups.forEach(({ action, of: [commonest] }, index) => {
    if (commonest === undefined || refused[index] !== chosen.length) return;
    const reason = reasonOf(commonest[0]);
    reasons.set(reason, [...(reasons.get(reason) ?? []), action]);
  });
  const describedBy = (action: BulkAction): string | undefined => {
    const place = [...reasons.values()].findIndex((actions) => actions.includes(action));
    return place < 0 ? undefined : `${id}-${place}`;
  };
  return (
    <SelectionBar
      label={t('bulk.bar')}
      count={t('bulk.selected', { count: chosen.length })}
      tools={<ChooseAll domainSlug={domain.slug} selection={selection} total={total} />}
      clear={t('bulk.clear')}
      onClear={selection.clear}
    >
      {chosen.length < MOST_CHANGED_AT_ONCE ? null : (
        <p className="quiet">{t('bulk.most', { count: MOST_CHANGED_AT_ONCE })}</p>
      )}
      <div className="actions">
        {BULK_ACTIONS.map((action, index) => {
          const byHand = groups[index]?.byHand ?? 0;
          const possible = chosen.length - (refused[index] ?? 0) - byHand;
          const isSome = possible > 0 && possible < chosen.length;
          const name = t(`bulk.actions.${action}`);
          return (
            <Button
              key={action}
              size="small"
              variant="secondary"
              color={action === 'disable' || action === 'delete' ? 'error' : undefined}
              isOff={possible + byHand === 0}
              aria-describedby={describedBy(action)}
              onClick={() => onAct(action)}
            >
              {isSome ? t('bulk.some', { name, possible, all: chosen.length }) : name}
            </Button>
          );
        })}
      </div>
      {[...reasons].map(([reason, actions], index) => (
        <p key={reason} id={`${id}-${index}`} className="quiet">
          {t('bulk.whyNot', {
            actions: actions.map((action) => t(`bulk.actions.${action}`)).join(', '),
            reason,
          })}
        </p>
      ))}
    </SelectionBar>
  );
}
