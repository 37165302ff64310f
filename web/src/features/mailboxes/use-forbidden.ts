import { useTranslation } from 'react-i18next';
import type { Domain } from '../../lib/use-domain.ts';
import { useManagers } from '../../lib/use-managers.ts';

/** Why somebody who does not manage a domain may not do what those do, and who could. */
export function useForbidden(domain: Domain): string {
  const { t } = useTranslation();
  const managers = useManagers(domain);
  return `${t('mailboxes.forbidden')} ${managers === '' ? '' : t('kit.whoCould', { people: managers })}`.trim();
}
