import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf, isNotFound } from '../../lib/failure.ts';
import { FailureNotice } from './failure-notice.tsx';
import { PageHeader } from './page-header.tsx';

type Props = {
  readonly error: unknown;
  /** Of the page where it is there, and only could not be shown. */
  readonly title: string;
  readonly above: ReactNode;
  readonly onRetry?: (() => void) | undefined;
};

/** In place of the page of an object that did not come. At an address that can be none of such an object there is nothing. */
export function ObjectFailure({ error, title, above, onRetry }: Props) {
  const { t } = useTranslation();
  const isNoAddress = failureOf(error).code === 'request_unreadable';
  return (
    <>
      <PageHeader title={isNoAddress || isNotFound(error) ? t('shell.notFound.title') : title} above={above}>
        {isNoAddress ? <p>{t('shell.notFound.text')}</p> : null}
      </PageHeader>
      {isNoAddress ? null : <FailureNotice error={error} onRetry={onRetry} />}
    </>
  );
}
