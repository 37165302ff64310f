import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { StatusTag } from '../../../kit/data/status-tag.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import type { Outcome } from './bulk.ts';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { OutcomeRow } from './outcome-row.tsx';

type Props = { readonly domain: Domain; readonly rows: readonly Outcome[] };

/** Owners to whom nothing can be sent: each is handed a link, here or one after the other. */
export function HandOverSection({ domain, rows }: Props) {
  const { t } = useTranslation();
  const [isHanding, setHanding] = useState(false);
  if (rows.length === 0) return null;
  return (
    <div className="stack">
      <details className="outcome--hand-over" open>
        <summary>
          <StatusTag tone="warning">{t('bulk.handOver.count', { count: rows.length })}</StatusTag>
        </summary>
        <p className="quiet">{t('bulk.handOver.why')}</p>
        <ul className="outcomes">
          {rows.map((outcome) => (
            <OutcomeRow key={outcome.mailboxId} domain={domain} outcome={outcome} isGone={false} />
          ))}
        </ul>
      </details>
      {rows.length === 1 ? null : (
        <div className="actions no-print">
          <Button size="small" onClick={() => setHanding(true)}>
            {t('bulk.handOver.oneByOne')}
          </Button>
        </div>
      )}
      {isHanding ? <HandOverDialog domain={domain} rows={rows} onClose={() => setHanding(false)} /> : null}
    </div>
  );
}
