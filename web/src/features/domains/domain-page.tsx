import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Fact } from '../../kit/data/fact.tsx';
import { Notice } from '../../kit/page/notice.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Tabs } from '../../kit/page/tabs.tsx';
import { UnansweredObject } from '../../kit/page/unanswered-object.tsx';
import { Icon } from '../../kit/text/icon.tsx';
import { isNotFound } from '../../lib/failure.ts';
import type { Domain } from '../../lib/use-domain.ts';
import { useDomainQuery } from '../../lib/use-domain.ts';
import { DomainSide } from './domain-side.tsx';
import { DomainStatusTag } from './domain-status-tag.tsx';
import { OutageStrip } from './outage-strip.tsx';

/** A mail domain: what it is, its parts, and beside it what waits and what happened. */
export function DomainPage() {
  const { t } = useTranslation();
  const domain = useDomainQuery();
  // Somebody whose access was taken away sees nothing more of it.
  if (domain.data !== undefined && !isNotFound(domain.error)) return <DomainFrame domain={domain.data} />;
  return <UnansweredObject queries={[domain]} title={t('domains.title')} above={<BackLink />} />;
}

function BackLink() {
  const { t } = useTranslation();
  return (
    <Link to="/domains" className="back-link">
      <Icon name="back" />
      {t('domains.back')}
    </Link>
  );
}

function DomainFrame({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation();
  const { slug, displayName, status, supportEmail, mailboxCount, role, abilities, warnings } = domain;
  const params = { slug };
  return (
    <>
      <PageHeader title={displayName} beside={<DomainStatusTag status={status} />} above={<BackLink />}>
        <p>{t(`domains.statusExplained.${status}`)}</p>
        <dl className="facts">
          <Fact term={t('domains.facts.role')}>{t(`domains.roles.${role}`)}</Fact>
          <Fact term={t('domains.facts.mailboxes')}>{mailboxCount}</Fact>
          <Fact term={t('domains.facts.support')}>{supportEmail}</Fact>
        </dl>
      </PageHeader>
      <div className="stack">
        {abilities.post ? <OutageStrip slug={slug} /> : null}
        {warnings.includes('support_inside_domain') ? (
          <Notice tone="warning">
            <p>{t('domains.supportInside')}</p>
          </Notice>
        ) : null}
      </div>
      <Tabs label={displayName}>
        <Link to="/domains/$slug" params={params} activeOptions={{ exact: true, includeSearch: false }}>
          {t('domains.tabs.addresses')}
        </Link>
        <Link to="/domains/$slug/aliases" params={params}>
          {t('domains.tabs.aliases')}
        </Link>
        <Link to="/domains/$slug/dns" params={params}>
          {t('domains.tabs.dns')}
        </Link>
        <Link to="/domains/$slug/waiting" params={params}>
          {t('domains.tabs.waiting')}
        </Link>
        <Link to="/domains/$slug/differences" params={params}>
          {t('domains.tabs.differences')}
        </Link>
        <Link to="/domains/$slug/access" params={params}>
          {t('domains.tabs.access')}
        </Link>
      </Tabs>
      <div className="with-side">
        <div>
          <Outlet />
        </div>
        <DomainSide domain={domain} />
      </div>
    </>
  );
}
