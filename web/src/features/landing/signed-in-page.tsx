import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { tellSignedIn } from '../../lib/session-end.ts';

/** In the window that a page opened whose session had ended: that page is told, and this window has done its work. */
export function SignedInPage() {
  const { t } = useTranslation();
  useEffect(tellSignedIn, []);
  return (
    <>
      <PageHeader title={t('landing.signedIn.title')}>
        <p>{t('landing.signedIn.text')}</p>
      </PageHeader>
      <Button onClick={() => window.close()}>{t('landing.signedIn.close')}</Button>
    </>
  );
}
