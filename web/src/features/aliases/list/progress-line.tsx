import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { StatusTag } from '../../../kit/data/status-tag.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import { troubleOf } from '../../../lib/trouble-of.ts';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import type { Progress } from '../alias.ts';
import { useChange } from './use-change.ts';

type Props = {
  readonly progress: Progress;
  /** What it is about, for those who do not see where the button is. */
  readonly what: Readonly<{ alias: string; destination: string }>;
  /** Whether the person may withdraw it. */
  readonly isWithdrawn: boolean;
};

/** What waits for the mail service, since when and why, to be withdrawn; or what it refused. */
export function ProgressLine({ progress, what, isWithdrawn }: Props) {
  const { t } = useTranslation();
  const { slug, abilities } = useDomain();
  const withdraw = useChange(trpc.mailChanges.cancel.mutationOptions(), t('domains.waiting.withdrawn'));
  const dismiss = useChange(trpc.aliases.dismissRefusal.mutationOptions(), t('aliases.dismissed'));
  const isRefused = 'reason' in progress;
  const error = withdraw.error ?? dismiss.error;
  return (
    <div className="progress-line">
      <StatusTag tone={isRefused ? 'error' : 'info'}>{t(`aliases.states.${progress.state}`)}</StatusTag>
      <span>
        {'reason' in progress ? (
          progress.reason
        ) : (
          <>
            <Moment at={progress.since} form="relative" />
            {progress.trouble === null
              ? null
              : ` – ${t(`domains.waiting.troubles.${troubleOf(progress.trouble)}`)}`}
          </>
        )}
      </span>
      {isRefused && abilities.post ? (
        <Button
          size="small"
          variant="tertiary"
          isBusy={dismiss.isBusy}
          onClick={() => dismiss.run({ domainSlug: slug, changeId: progress.changeId })}
        >
          {t('aliases.dismiss')}
          <span className="visually-hidden"> – {t('aliases.about', what)}</span>
        </Button>
      ) : null}
      {isWithdrawn ? (
        <Button
          size="small"
          variant="tertiary"
          isBusy={withdraw.isBusy}
          onClick={() => withdraw.run({ domainSlug: slug, id: progress.changeId })}
        >
          {t('domains.waiting.withdraw')}
          <span className="visually-hidden"> – {t('aliases.about', what)}</span>
        </Button>
      ) : null}
      {error === null ? null : <FailureNotice error={error} />}
    </div>
  );
}
