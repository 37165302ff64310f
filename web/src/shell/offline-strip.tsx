import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/text/icon.tsx';
import { useIsOnline } from '../lib/use-is-online.ts';

/** Above everything while there is no network. */
export function OfflineStrip() {
  const { t } = useTranslation();
  const isOnline = useIsOnline();
  return (
    <div role="status">
      {isOnline ? null : (
        <p className="strip">
          <Icon name="offline" />
          {t('shell.offline')}
        </p>
      )}
    </div>
  );
}
