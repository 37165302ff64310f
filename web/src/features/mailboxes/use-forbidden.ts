import { useTranslation } from 'react-i18next';
import type { Domain } from '../../lib/use-domain.ts';
import { useWhoCould } from '../../lib/use-who-could.ts';

/** Why somebody who does not manage a domain may not do what those do, and who could. */
export function useForbidden(domain: Domain): string {
  const { t } = useTranslation();
  return `${t('mailboxes.forbidden')} ${useWhoCould(domain)}`.trim();
}
