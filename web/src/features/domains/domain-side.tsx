import { useTranslation } from 'react-i18next';
import { Fact } from '../../kit/data/fact.tsx';
import { SidePanel } from '../../kit/page/side-panel.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import type { Domain } from '../../lib/use-domain.ts';
import { DomainHistory } from './domain-history.tsx';

/** Beside a domain: since when it is here, when it was checked, and what happened to it. */
export function DomainSide({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation();
  return (
    <SidePanel
      sections={[
        {
          title: t('domains.side'),
          content: (
            <dl className="facts">
              <Fact term={t('domains.columns.created')}>
                <Moment at={domain.createdAt} />
              </Fact>
              <Fact term={t('domains.dns.lastChecked')}>
                {domain.lastCheckedAt === null ? (
                  t('domains.dns.neverChecked')
                ) : (
                  <Moment at={domain.lastCheckedAt} />
                )}
              </Fact>
            </dl>
          ),
        },
        { title: t('kit.history'), content: <DomainHistory id={domain.id} /> },
      ]}
    />
  );
}
