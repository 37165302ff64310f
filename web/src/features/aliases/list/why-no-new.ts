import { useTranslation } from 'react-i18next';
import { useDomain } from '../../../lib/use-domain.ts';
import { useManagers } from '../../../lib/use-managers.ts';
import type { WhyNoNew } from '../alias.ts';

/** Why the person cannot change aliases, and whom to ask; empty when they can. */
export function useWhyNoNew(code: WhyNoNew | undefined): string {
  const { t } = useTranslation();
  const managers = useManagers(useDomain());
  if (code === 'alias.domain_not_enabled') return t('aliases.notEnabled');
  if (code !== 'mail_domain.action_forbidden') return '';
  return [t('aliases.forbidden'), managers === '' ? '' : t('kit.whoCould', { people: managers })]
    .filter(Boolean)
    .join(' ');
}
