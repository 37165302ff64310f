import { type AnyRoute, useMatch, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/action/button.tsx';
import { CopyButton } from '../kit/action/copy-button.tsx';
import { FailureNotice } from '../kit/page/failure-notice.tsx';
import { PageHeader } from '../kit/page/page-header.tsx';
import { useConfig } from '../lib/console-config.ts';
import { failureOf } from '../lib/failure.ts';
import { latestRequestId } from '../lib/latest-request.ts';

/** Whether what failed is a part of a page, whose heading stays. */
function useIsPart(): boolean {
  const { routesById }: { readonly routesById: Readonly<Record<string, AnyRoute>> } = useRouter();
  const id = useMatch({ strict: false, select: ({ routeId }): string | undefined => routeId });
  return id !== undefined && routesById[id]?.parentRoute?.options.path !== undefined;
}

/** In place of a page that failed while it was shown, with what those need who look into it. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const { version } = useConfig();
  const isPart = useIsPart();
  const [{ at, requestId }] = useState(() => ({
    at: new Date().toISOString(),
    requestId: latestRequestId(),
  }));
  const details = [
    at,
    window.location.href,
    `version ${version}`,
    requestId === undefined ? [] : `request ${requestId}`,
    String(error),
  ].flat();
  return (
    <div className="stack">
      {isPart ? (
        <>
          <h2>{t('shell.broken.title')}</h2>
          <p>{t('shell.broken.text')}</p>
        </>
      ) : (
        <PageHeader title={t('shell.broken.title')}>
          <p>{t('shell.broken.text')}</p>
        </PageHeader>
      )}
      <FailureNotice error={error} />
      {requestId === undefined || failureOf(error).requestId !== undefined ? null : (
        <p className="notice__reference">
          {t('kit.requestId', { id: requestId })}
          <CopyButton text={requestId} label={t('kit.copyRequestId')} />
        </p>
      )}
      <div className="actions">
        <Button onClick={() => window.location.reload()}>{t('shell.broken.reload')}</Button>
        <CopyButton text={details.join('\n')} label={t('shell.broken.copyDetails')}>
          {t('shell.broken.copyDetails')}
        </CopyButton>
      </div>
    </div>
  );
}
