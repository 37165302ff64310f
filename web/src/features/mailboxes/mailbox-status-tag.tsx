import { useTranslation } from 'react-i18next';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import { type MailboxStatus, STATUS_TONES } from './mailbox.ts';

export function MailboxStatusTag({ status }: { readonly status: MailboxStatus }) {
  const { t } = useTranslation();
  return <StatusTag tone={STATUS_TONES[status]}>{t(`mailboxes.statuses.${status}`)}</StatusTag>;
}
