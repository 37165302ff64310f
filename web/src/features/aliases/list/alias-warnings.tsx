import { useTranslation } from 'react-i18next';
import { StatusTag } from '../../../kit/data/status-tag.tsx';
import type { Alias } from '../alias.ts';

const TONES = { copy_kept: 'neutral', mailbox_shadowed: 'warning' } as const;

/** What an alias does to a mailbox of its address. */
export function AliasWarnings({ warnings }: Pick<Alias, 'warnings'>) {
  const { t } = useTranslation();
  return warnings.map((warning) => (
    <StatusTag key={warning} tone={TONES[warning]}>
      {t(`aliases.mailbox.${warning}`)}
    </StatusTag>
  ));
}
