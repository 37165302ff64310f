import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { Button } from '../action/button.tsx';
import { Timeline } from './timeline.tsx';
import { Unanswered } from './unanswered.tsx';

const MOST = 20;

type Props = {
  readonly objectType: 'mail_domain' | 'mailbox';
  readonly objectId: string;
  /** What an action of the journal says. */
  readonly textOf: (action: string) => string;
};

/** What happened to an object. It is asked for when somebody wants to see it: few may, and each look is counted. */
export function ObjectHistory({ objectType, objectId, textOf }: Props) {
  const { t } = useTranslation();
  const [isWanted, setWanted] = useState(false);
  const log = useQuery(
    trpc.auditLog.list.queryOptions({ filter: { objectType, objectId }, limit: MOST }, { enabled: isWanted }),
  );
  if (!isWanted) {
    return (
      <Button size="small" variant="secondary" icon="history" onClick={() => setWanted(true)}>
        {t('kit.showHistory')}
      </Button>
    );
  }
  if (log.data === undefined) return <Unanswered query={log} />;
  return <Timeline items={log.data.items.map((item) => ({ ...item, text: textOf(item.action) }))} />;
}
