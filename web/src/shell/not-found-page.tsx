import { useTranslation } from 'react-i18next';
import { LinkButton } from '../kit/action/link-button.tsx';
import { PageHeader } from '../kit/page/page-header.tsx';

/** For an address that leads to nothing. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('shell.notFound.title')}>
        <p>{t('shell.notFound.text')}</p>
      </PageHeader>
      <LinkButton to="/">{t('shell.notFound.home')}</LinkButton>
    </>
  );
}
