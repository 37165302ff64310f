import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../kit/page/notice.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { SignInButton } from './sign-in-button.tsx';

const route = getRouteApi('/public/refused');

const KNOWN = ['identity_provider_unavailable', 'identity_provider_unexpected'] as const;

/** Why a sign-in did not succeed, and how to begin again. The server gives a reason where there is something to say. */
export function RefusedPage() {
  const { t } = useTranslation();
  const { error } = route.useSearch();
  const reason = error === undefined ? 'refused' : (KNOWN.find((known) => known === error) ?? 'other');
  return (
    <div className="stack">
      <PageHeader title={t('landing.refused.title')}>
        <p>{t('landing.refused.text')}</p>
      </PageHeader>
      <Notice tone="warning">
        <p>{t(`landing.refused.reasons.${reason}`)}</p>
      </Notice>
      <SignInButton next="/console/" />
    </div>
  );
}
