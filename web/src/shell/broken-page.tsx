import { useTranslation } from 'react-i18next';
import { Button } from '../kit/action/button.tsx';
import { FailureNotice } from '../kit/page/failure-notice.tsx';
import { PageHeader } from '../kit/page/page-header.tsx';

/** In place of a page that failed while it was shown. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <PageHeader title={t('shell.broken.title')}>
        <p>{t('shell.broken.text')}</p>
      </PageHeader>
      <FailureNotice error={error} />
      <Button onClick={() => window.location.reload()}>{t('shell.broken.reload')}</Button>
    </div>
  );
}
