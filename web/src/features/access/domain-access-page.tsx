import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSearchChange } from '../../kit/list/use-search-change.ts';
import { useTitle } from '../../kit/page/use-title.ts';
import { Accesses } from './accesses.tsx';
import type { AccessSearch } from './place/access-place.ts';
import { type DomainRole, useDomainPlace } from './use-domain-place.ts';

const route = getRouteApi('/people/domains/$slug/access');

/** Who may do what in a mail domain. */
export function DomainAccessPage() {
  const { t } = useTranslation();
  const place = useDomainPlace();
  useTitle(`${t('access.title')} – ${place.name}`);
  const change = useSearchChange<AccessSearch<DomainRole>>(route.useNavigate());
  return <Accesses place={place} search={route.useSearch()} onSearch={change} />;
}
