import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../kit/page/page-header.tsx';
import { UnansweredObject } from '../../../kit/page/unanswered-object.tsx';
import { Icon } from '../../../kit/text/icon.tsx';
import { isNotFound } from '../../../lib/failure.ts';
import { trpc } from '../../../lib/trpc.ts';
import { useDomainQuery } from '../../../lib/use-domain.ts';
import { AliasWarnings } from '../list/alias-warnings.tsx';
import { AliasCard } from './alias-card.tsx';
import { AliasSide } from './alias-side.tsx';

const route = getRouteApi('/people/domains/$slug/aliases/$localPart');

/** An alias: where its mail goes, what waits for it, and what happened to it; this also when it is gone. */
export function AliasPage() {
  const { t } = useTranslation();
  const { slug, localPart } = route.useParams();
  const domain = useDomainQuery();
  const found = useQuery(trpc.aliases.byLocalPart.queryOptions({ domainSlug: slug, localPart }));
  const above = (
    <Link to="/domains/$slug/aliases" params={{ slug }} className="back-link">
      <Icon name="back" />
      {t('aliases.back', { domain: domain.data?.displayName ?? '' })}
    </Link>
  );
  if (domain.data === undefined || found.data === undefined || isNotFound(domain.error ?? found.error)) {
    return <UnansweredObject queries={[domain, found]} title={t('aliases.title')} above={above} />;
  }
  const alias = found.data.items[0];
  const { displayName } = domain.data;
  return (
    <>
      <PageHeader
        title={alias?.displayAddress ?? `${localPart}@${displayName}`}
        beside={alias === undefined ? null : <AliasWarnings warnings={alias.warnings} />}
        above={above}
      >
        <p>{t('aliases.intro', { name: displayName })}</p>
      </PageHeader>
      <div className="with-side">
        <AliasCard localPart={localPart} alias={alias} whyNoNew={found.data.whyNoNew} />
        <AliasSide localPart={localPart} alias={alias} />
      </div>
    </>
  );
}
