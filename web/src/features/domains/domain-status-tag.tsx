import { useTranslation } from 'react-i18next';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import { type DomainStatus, STATUS_TONES } from './domain.ts';

export function DomainStatusTag({ status }: { readonly status: DomainStatus }) {
  const { t } = useTranslation();
  return <StatusTag tone={STATUS_TONES[status]}>{t(`domains.statuses.${status}`)}</StatusTag>;
}
