import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Unanswered } from '../../../kit/page/unanswered.tsx';
import { Icon } from '../../../kit/text/icon.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { type BulkChange, OUTCOME_STATES } from './bulk.ts';
import { HandOverSection } from './hand-over-section.tsx';
import { OutcomeExport } from './outcome-export.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { countOf } from './outcome-text.ts';
import { useBulkChange } from './use-bulk-change.ts';

type Props = {
  readonly domain: Domain;
  readonly id: string;
  /** Whether it was asked for just now: the keyboard then goes on here. */
  readonly isNew: boolean;
  readonly onClose: () => void;
};

/** A change of many mailboxes: how far it is, and what has become of each. The address of the page leads back to it. */
export function BulkChangePanel({ domain, id, isNew, onClose }: Props) {
  const { t } = useTranslation();
  const change = useBulkChange(domain.slug, id);
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isNew) heading.current?.focus();
  }, [isNew]);
  return (
    <section className="card stack" aria-labelledby={headingId}>
      <div className="panel-head">
        <h3 id={headingId} ref={heading} tabIndex={-1}>
          {change.data === undefined
            ? t('bulk.change')
            : t(`bulk.titles.${change.data.action}`, { count: change.data.rows.length })}
        </h3>
        <button type="button" className="icon-button" aria-label={t('bulk.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {change.data !== undefined ? (
        <Outcomes domain={domain} change={change.data} />
      ) : (
        <Unanswered query={change} />
      )}
    </section>
  );
}

function Outcomes({ domain, change }: { readonly domain: Domain; readonly change: BulkChange }) {
  const { t } = useTranslation();
  const id = useId();
  const waiting = countOf(change, 'waiting');
  return (
    <>
      <div className="progress">
        <progress aria-labelledby={id} max={change.rows.length} value={change.rows.length - waiting} />
        <p id={id}>
          {waiting === 0
            ? t('bulk.over', { count: countOf(change, 'refused') })
            : t('bulk.underWay', { count: waiting })}
        </p>
      </div>
      <p className="quiet">
        {t('bulk.asked')} <Moment at={change.askedAt} />
        {waiting === 0 ? null : ` – ${t('bulk.mayLeave')}`}
      </p>
      <HandOverSection domain={domain} rows={change.rows.filter((row) => row.isToBeHandedOver)} />
      {OUTCOME_STATES.map((state) => (
        <OutcomeSection key={state} domain={domain} change={change} state={state} />
      ))}
      <OutcomeExport domain={domain} change={change} />
    </>
  );
}
