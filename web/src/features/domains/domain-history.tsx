import { useTranslation } from 'react-i18next';
import { ObjectHistory } from '../../kit/page/object-history.tsx';
import { historyText } from './history-text.ts';

/** What happened to a domain. */
export function DomainHistory({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return <ObjectHistory objectType="mail_domain" objectId={id} textOf={(action) => historyText(t, action)} />;
}
