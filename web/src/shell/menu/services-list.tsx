import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { ExternalLink } from '../../kit/action/external-link.tsx';
import { Loading } from '../../kit/page/loading.tsx';
import { Notice } from '../../kit/page/notice.tsx';
import { servicesQuery } from '../../lib/services/services.ts';

/** Their names, each with the way there. */
export function ServicesList({ address }: { readonly address: string }) {
  const { t } = useTranslation();
  const services = useQuery(servicesQuery(address));
  if (services.isPending) return <Loading />;
  if (services.data === undefined) {
    return (
      <Notice tone="warning" isNews>
        <p>{t('shell.servicesFailed')}</p>
        <Button size="small" variant="secondary" onClick={() => void services.refetch()}>
          {t('kit.retry')}
        </Button>
      </Notice>
    );
  }
  return (
    <nav className="services" aria-label={t('shell.services')}>
      {services.data.length === 0 ? (
        <p>{t('shell.noServices')}</p>
      ) : (
        <ul>
          {services.data.map(({ name, url }) => (
            <li key={`${name} ${url}`}>
              <ExternalLink href={url}>{name}</ExternalLink>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}
