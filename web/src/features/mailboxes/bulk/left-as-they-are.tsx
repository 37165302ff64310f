import { useTranslation } from 'react-i18next';
import { Notice } from '../../../kit/page/notice.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { addressIn } from '../mailbox.ts';
import { useReason } from '../use-reason.ts';
import type { refusedGroups } from './refused-groups.ts';

type Props = { readonly domain: Domain; readonly groups: ReturnType<typeof refusedGroups> };

/** Chosen mailboxes that will not be changed, by reason; their addresses for those who ask. */
export function LeftAsTheyAre({ domain, groups }: Props) {
  const { t } = useTranslation();
  const reasonOf = useReason(domain);
  if (groups.length === 0) return null;
  const count = groups.reduce((sum, [, some]) => sum + some.length, 0);
  return (
    <Notice tone="warning" title={t('bulk.leftAsTheyAre', { count })}>
      {groups.map(([code, some]) => (
        <details key={code}>
          <summary>{t('bulk.because', { count: some.length, reason: reasonOf(code) })}</summary>
          <ul className="scrolled">
            {some.map(({ id, localPart }) => (
              <li key={id}>{addressIn(domain, localPart)}</li>
            ))}
          </ul>
        </details>
      ))}
    </Notice>
  );
}
