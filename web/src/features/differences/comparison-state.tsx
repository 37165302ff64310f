import { useTranslation } from 'react-i18next';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import type { Comparison } from './difference.ts';

const FAILURES = {
  'mail_provisioner.unavailable': 'unavailable',
  'mail_provisioner.forbidden': 'forbidden',
} as const;

const isKnown = (code: string | null): code is keyof typeof FAILURES =>
  code !== null && Object.hasOwn(FAILURES, code);

type Props = { readonly latest: Comparison | null; readonly isQueued: boolean };

/** Whether a comparison is awaited, under way, over, or could not be ended, and then why. */
export function ComparisonState({ latest, isQueued }: Props) {
  const { t } = useTranslation();
  if (latest?.state === 'running') {
    return <StatusTag tone="info">{t('differences.states.running', { rows: latest.rows })}</StatusTag>;
  }
  if (isQueued && latest?.state !== 'interrupted') {
    return <StatusTag tone="info">{t('differences.states.queued')}</StatusTag>;
  }
  if (latest === null) return <StatusTag tone="neutral">{t('differences.states.never')}</StatusTag>;
  if (latest.state === 'interrupted') {
    const why = isKnown(latest.failure) ? FAILURES[latest.failure] : 'unknown';
    return (
      <>
        <StatusTag tone="error">{t('differences.states.interrupted')}</StatusTag>{' '}
        {t(`differences.interrupted.${why}`)}
        {isQueued ? ` ${t('differences.interrupted.again')}` : ''}
      </>
    );
  }
  return latest.toSettle === 0 ? (
    <StatusTag tone="success">{t('differences.states.same')}</StatusTag>
  ) : (
    <StatusTag tone="warning">{t('differences.states.differs', { count: latest.toSettle })}</StatusTag>
  );
}
