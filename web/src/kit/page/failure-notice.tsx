import { useTranslation } from 'react-i18next';
import { failureText } from '../../i18n/failure-text.ts';
import { failureOf, isForbidden, keptKey } from '../../lib/failure.ts';
import { Button } from '../action/button.tsx';
import { CopyButton } from '../action/copy-button.tsx';
import { Notice } from './notice.tsx';

type Props = {
  readonly error: unknown;
  readonly title?: string;
  /** Asks again, where another try may help: not what the person may not see. */
  readonly onRetry?: (() => void) | undefined;
};

/** Why something could not be shown or done, in people's words, with what to quote when asking for help. */
export function FailureNotice({ error, title, onRetry }: Props) {
  const { t } = useTranslation();
  const failure = failureOf(error);
  if (failure.isKept) {
    return (
      <Notice tone="info" title={t('kit.keptTitle')} isNews>
        <p>{t(keptKey(failure))}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="error" {...(title === undefined ? {} : { title })} isNews>
      <p>{failureText(failure)}</p>
      {failure.requestId === undefined ? null : (
        <p className="notice__reference">
          {t('kit.requestId', { id: failure.requestId })}
          <CopyButton text={failure.requestId} label={t('kit.copyRequestId')} />
        </p>
      )}
      {onRetry === undefined || isForbidden(error) ? null : (
        <Button size="small" variant="secondary" onClick={onRetry}>
          {t('kit.retry')}
        </Button>
      )}
    </Notice>
  );
}
