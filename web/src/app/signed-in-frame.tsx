import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { LandingPage } from '../features/landing/landing-page.tsx';
import { adoptLanguage } from '../i18n/start-i18n.ts';
import { FailureNotice } from '../kit/page/failure-notice.tsx';
import { Loading } from '../kit/page/loading.tsx';
import { isSignedOut } from '../lib/failure.ts';
import { useLive } from '../lib/live/use-live.ts';
import { useMeQuery } from '../lib/me.ts';
import { PublicShell } from '../shell/public-shell.tsx';
import { Shell } from '../shell/shell.tsx';

/** Keeps the page up to date by what the server tells. */
function Live() {
  const { slug } = useParams({ strict: false });
  useLive(slug);
  return null;
}

/** Around pages that one must be signed in for: to others each of their addresses is the way in. */
export function SignedInFrame() {
  const me = useMeQuery();
  const language = me.data?.language;
  useEffect(() => {
    if (language !== undefined) void adoptLanguage(language);
  }, [language]);
  if (me.data !== undefined) {
    return (
      <Shell>
        <Live />
        <Outlet />
      </Shell>
    );
  }
  return (
    <PublicShell>
      {me.isPending ? (
        <Loading />
      ) : isSignedOut(me.error) ? (
        <LandingPage />
      ) : (
        <FailureNotice error={me.error} onRetry={() => void me.refetch()} />
      )}
    </PublicShell>
  );
}
