import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../kit/page/notice.tsx';
import { absoluteText } from '../../kit/text/moment-text.ts';
import { useMe } from '../../lib/me.ts';
import { trpc } from '../../lib/trpc.ts';

/** What waits for the mail service, and since when; most of all that it does not answer. */
export function OutageStrip({ slug }: { readonly slug: string }) {
  const { t, i18n } = useTranslation();
  const { timezone } = useMe();
  const { data } = useQuery(trpc.mailChanges.list.queryOptions({ domainSlug: slug, page: { pageSize: 1 } }));
  const [oldest] = data?.items ?? [];
  if (data === undefined || oldest === undefined) return null;
  const isOutage = oldest.trouble === 'mail_provisioner.unavailable';
  const since = absoluteText(Date.parse(oldest.since), i18n.language, timezone);
  return (
    <Notice tone={isOutage ? 'warning' : 'info'}>
      <p>
        {t(isOutage ? 'domains.outage' : 'domains.waitingSome', { count: data.total, since })}{' '}
        <Link to="/domains/$slug/waiting" params={{ slug }}>
          {t('domains.seeWaiting')}
        </Link>
      </p>
    </Notice>
  );
}
