import { useTranslation } from 'react-i18next';
import { useDomain } from '../../../lib/use-domain.ts';
import { useWhoCould } from '../../../lib/use-who-could.ts';
import type { WhyNoNew } from '../alias.ts';

/** Why the person cannot change aliases, and whom to ask; empty when they can. */
export function useWhyNoNew(code: WhyNoNew | undefined): string {
  const { t } = useTranslation();
  const whoCould = useWhoCould(useDomain());
  if (code === 'alias.domain_not_enabled') return t('aliases.notEnabled');
  if (code !== 'mail_domain.action_forbidden') return '';
  return `${t('aliases.forbidden')} ${whoCould}`.trim();
}
