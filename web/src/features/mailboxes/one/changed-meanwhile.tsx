import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import type { Mailbox } from '../mailbox.ts';

export type Seen = Pick<Mailbox, 'firstName' | 'lastName' | 'secondaryEmail'>;

type Props = {
  /** What the person saw when they began. */
  readonly seen: Seen;
  /** What is stored now. */
  readonly now: Seen;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
};

const FIELDS = ['firstName', 'lastName', 'secondaryEmail'] as const;

/** Somebody else has changed the mailbox while its form is open: what, from what, to what. */
export function ChangedMeanwhile({ seen, now, onKeepMine, onTakeTheirs }: Props) {
  const { t } = useTranslation();
  const changed = FIELDS.filter((field) => seen[field] !== now[field]);
  if (changed.length === 0) return null;
  const shown = (text: string | null) => text || t('mailboxes.facts.none');
  return (
    <Notice tone="warning" title={t('mailboxes.meanwhile.title')} isNews>
      <ul className="bullets">
        {changed.map((field) => (
          <li key={field}>
            {t('mailboxes.meanwhile.change', {
              field: t(`mailboxes.fields.${field}`),
              before: shown(seen[field]),
              now: shown(now[field]),
            })}
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button size="small" variant="secondary" onClick={onTakeTheirs}>
          {t('mailboxes.meanwhile.theirs')}
        </Button>
        <Button size="small" variant="secondary" onClick={onKeepMine}>
          {t('mailboxes.meanwhile.mine')}
        </Button>
      </div>
    </Notice>
  );
}
