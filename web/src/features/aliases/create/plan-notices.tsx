import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import type { PlanCheck } from './use-alias-check.ts';

type Props = {
  readonly check: PlanCheck | undefined;
  readonly isNew: boolean;
  /** As people read it. */
  readonly address: string;
  readonly onKeepCopy: (address: string) => void;
};

const MOST_NAMED = 3;

/** What may not be expected of an alias, before it is made. */
export function PlanNotices({ check, isNew, address, onKeepCopy }: Props) {
  const { t } = useTranslation();
  if (check === undefined) return null;
  const { warnings, present } = check;
  const some = present.slice(0, MOST_NAMED).join(', ');
  return (
    <div className="stack" role="status">
      {isNew && present.length > 0 ? (
        <Notice tone="info">
          <p>{t('aliases.exists', { alias: address, destinations: some, count: present.length })}</p>
        </Notice>
      ) : null}
      {warnings.includes('mailbox_shadowed') ? (
        <Notice tone="warning">
          <p>{t('aliases.shadows', { alias: address })}</p>
          <Button size="small" variant="secondary" onClick={() => onKeepCopy(address)}>
            {t('aliases.keepCopy')}
          </Button>
        </Notice>
      ) : null}
      {warnings.includes('copy_kept') ? (
        <Notice tone="info">
          <p>{t('aliases.keepsCopy', { alias: address })}</p>
        </Notice>
      ) : null}
    </div>
  );
}
