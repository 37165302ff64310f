import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { Loading } from '../../kit/page/loading.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import { trpc } from '../../lib/trpc.ts';
import { historyText } from './history-text.ts';

const MOST = 20;

/** What happened to a domain. It is asked for when somebody wants to see it: few may, and each look is counted. */
export function DomainHistory({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [isWanted, setWanted] = useState(false);
  const log = useQuery(
    trpc.auditLog.list.queryOptions(
      { filter: { objectType: 'mail_domain', objectId: id }, limit: MOST },
      { enabled: isWanted },
    ),
  );
  if (!isWanted) {
    return (
      <Button size="small" variant="secondary" icon="history" onClick={() => setWanted(true)}>
        {t('kit.showHistory')}
      </Button>
    );
  }
  if (log.data === undefined) return log.isPending ? <Loading /> : <FailureNotice error={log.error} />;
  if (log.data.items.length === 0) return <p>{t('kit.noHistory')}</p>;
  return (
    <ol className="timeline">
      {log.data.items.map(({ id: entryId, action, actor, occurredAt }) => (
        <li key={entryId}>
          <p>{historyText(t, action)}</p>
          <p className="timeline__when">
            <Moment at={occurredAt} />
            {actor === null ? null : ` – ${actor.name ?? actor.email ?? ''}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
