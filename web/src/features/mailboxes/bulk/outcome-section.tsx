import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusTag } from '../../../kit/data/status-tag.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import type { BulkChange, Outcome } from './bulk.ts';
import { OutcomeRow } from './outcome-row.tsx';

type Props = {
  readonly domain: Domain;
  readonly change: BulkChange;
  readonly state: Outcome['state'];
};

const TONES = { refused: 'error', waiting: 'info', done: 'success' } as const;

/** The rows of one outcome, drawn once somebody opens them; what was refused is open from the start. */
export function OutcomeSection({ domain, change, state }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(state === 'refused');
  const rows = change.rows.filter((row) => row.state === state && !row.isToBeHandedOver);
  if (rows.length === 0) return null;
  return (
    <details
      className={`outcome--${state}`}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <StatusTag tone={TONES[state]}>{t(`bulk.counts.${state}`, { count: rows.length })}</StatusTag>
      </summary>
      {isOpen ? (
        <ul className="outcomes">
          {rows.map((outcome) => (
            <OutcomeRow
              key={outcome.mailboxId}
              domain={domain}
              outcome={outcome}
              isGone={change.action === 'delete' && state === 'done'}
            />
          ))}
        </ul>
      ) : null}
    </details>
  );
}
