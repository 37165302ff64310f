import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Tabs } from '../../kit/page/tabs.tsx';

/** Everything about the person who is signed in, in parts. */
export function AccountPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('account.title')}>
        <p>{t('account.intro')}</p>
      </PageHeader>
      <Tabs label={t('account.title')}>
        <Link to="/account" activeOptions={{ exact: true, includeSearch: false }}>
          {t('account.tabs.profile')}
        </Link>
        <Link to="/account/sessions">{t('account.tabs.sessions')}</Link>
        <Link to="/account/access">{t('account.tabs.access')}</Link>
        <Link to="/account/mailbox">{t('account.tabs.mailbox')}</Link>
      </Tabs>
      <Outlet />
    </>
  );
}
