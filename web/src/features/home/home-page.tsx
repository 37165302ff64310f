import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../kit/page/page-header.tsx';

/** What needs the person. */
export function HomePage() {
  const { t } = useTranslation();
  return <PageHeader title={t('home.title')} />;
}
