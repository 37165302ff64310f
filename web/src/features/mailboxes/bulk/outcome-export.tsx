import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { CopyButton } from '../../../kit/action/copy-button.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { addressIn } from '../mailbox.ts';
import type { BulkChange } from './bulk.ts';
import { download } from './download.ts';
import { csvOf, textOf } from './outcome-table.ts';
import { outcomeText } from './outcome-text.ts';

type Props = { readonly domain: Domain; readonly change: BulkChange };

/** What has become of each mailbox, to take along. */
export function OutcomeExport({ domain, change }: Props) {
  const { t } = useTranslation();
  const table = [
    [t('mailboxes.columns.address'), t('bulk.outcome'), t('bulk.reason')],
    ...change.rows.map((row) => [
      row.localPart === null ? row.mailboxId : addressIn(domain, row.localPart),
      t(row.isToBeHandedOver ? 'bulk.handOver.state' : `bulk.states.${row.state}`),
      outcomeText(t, row),
    ]),
  ];
  const name = `${domain.name}-${change.action}-${change.askedAt.slice(0, 10)}.csv`;
  return (
    <div className="actions no-print">
      <CopyButton text={textOf(table)} label={t('bulk.list')}>
        {t('bulk.copy')}
      </CopyButton>
      <Button
        size="small"
        variant="tertiary"
        onClick={() => download(name, 'text/csv;charset=utf-8', csvOf(table))}
      >
        {t('bulk.download')}
      </Button>
    </div>
  );
}
