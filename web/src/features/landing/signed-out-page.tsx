import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { SignInButton } from './sign-in-button.tsx';

/** After a sign-out. */
export function SignedOutPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('landing.signedOut.title')}>
        <p>{t('landing.signedOut.text')}</p>
      </PageHeader>
      <SignInButton next="/console/" />
    </>
  );
}
