import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf, isNotFound } from '../../lib/failure.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Loading } from './loading.tsx';
import { PageHeader } from './page-header.tsx';

type Query = Readonly<{ error: unknown; refetch: () => Promise<unknown> }>;

type Props = {
  /** All that the page is made of. */
  readonly queries: readonly Query[];
  /** Of the page where it is there, and only could not be shown. */
  readonly title: string;
  readonly above: ReactNode;
};

/**
 * In place of the page of an object: that it is on its way, or why it did not come, or is gone, and the way to ask again. At an
 * address that can be none of such an object there is nothing.
 */
export function UnansweredObject({ queries, title, above }: Props) {
  const { t } = useTranslation();
  const error = queries.find((query) => query.error !== null)?.error;
  if (error === undefined) return <Loading />;
  const isNoAddress = failureOf(error).code === 'request_unreadable';
  const isNothing = isNoAddress || isNotFound(error);
  const retry = () => void Promise.all(queries.map(({ refetch }) => refetch()));
  return (
    <>
      <PageHeader title={isNothing ? t('shell.notFound.title') : title} above={above}>
        {isNoAddress ? <p>{t('shell.notFound.text')}</p> : null}
      </PageHeader>
      {isNoAddress ? null : <FailureNotice error={error} onRetry={isNothing ? undefined : retry} />}
    </>
  );
}
