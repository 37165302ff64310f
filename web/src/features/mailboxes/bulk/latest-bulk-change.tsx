import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import { trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';

type Props = { readonly domain: Domain; readonly onShow: (id: string) => void };

/** The way back to the latest change of many mailboxes, for those who may make one. */
export function LatestBulkChange({ domain, onShow }: Props) {
  const { t } = useTranslation();
  const { data: latest } = useQuery(
    trpc.mailboxes.latestBulkChange.queryOptions(
      { domainSlug: domain.slug },
      { enabled: domain.abilities.post },
    ),
  );
  if (latest == null) return null;
  return (
    <p className="quiet actions">
      <span>
        {t('bulk.latest')} {t(`bulk.titles.${latest.action}`, { count: latest.count })} –{' '}
        <Moment at={latest.askedAt} form="relative" />
      </span>
      <Button size="small" variant="tertiary" onClick={() => onShow(latest.id)}>
        {t('bulk.show')}
      </Button>
    </p>
  );
}
