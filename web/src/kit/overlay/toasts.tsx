import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../lib/store.ts';
import { dismissToast, type Toast, toasts } from '../../lib/toasts.ts';
import { CopyButton } from '../action/copy-button.tsx';
import { Icon } from '../text/icon.tsx';

/** Success is shown long enough to be read, what went wrong until it is put away. */
const SUCCESS_MS = 8_000;

/** Outcomes of what a person did, at the lower left; screen readers are told. */
export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className="toasts">
      <div role="status">
        {shown
          .filter(({ kind }) => kind !== 'error')
          .map((toast) => (
            <OneToast key={toast.id} {...toast} />
          ))}
      </div>
      <div role="alert">
        {shown
          .filter(({ kind }) => kind === 'error')
          .map((toast) => (
            <OneToast key={toast.id} {...toast} />
          ))}
      </div>
    </div>
  );
}

function OneToast({ id, kind, text, requestId }: Toast) {
  const { t } = useTranslation();
  useEffect(() => {
    if (kind === 'error') return;
    const timer = window.setTimeout(() => dismissToast(id), SUCCESS_MS);
    return () => window.clearTimeout(timer);
  }, [id, kind]);
  return (
    <div className={`toast toast--${kind}`}>
      <Icon name={kind === 'success' ? 'check' : 'info'} />
      <div>
        <p>{text}</p>
        {requestId === undefined ? null : (
          <p className="notice__reference">
            {t('kit.requestId', { id: requestId })}
            <CopyButton text={requestId} label={t('kit.copyRequestId')} />
          </p>
        )}
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={t('kit.close')}
        onClick={() => dismissToast(id)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
